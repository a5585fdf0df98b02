// Which words of a text it is found by, in both APIs: all that people see as one.
import { startNewsroom } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const SEARCH = `query ($query: String!) {
  search(query: $query) { totalCount edges { snippet node { id } } }
}`;
const publish = (fields: object) => newsroom.published(writer, editor, { authorIds, ...fields });

async function search(query: string): Promise<{ ids: string[]; snippets: string[] }> {
  const { data, errors } = await app.delivery(SEARCH, { query });
  expect(errors).toBeUndefined();
  const edges: { snippet: string; node: { id: string } }[] = data.search.edges;
  expect(data.search.totalCount).toBe(edges.length);
  return { ids: edges.map(({ node }) => node.id), snippets: edges.map(({ snippet }) => snippet) };
}

async function foundAtDesk(query: string): Promise<string[]> {
  const document = 'query ($where: DeskArticleWhere) { articles(where: $where, first: 50) { nodes { id } } }';
  const { data, errors } = await app.desk(document, { where: { search: query } }, writer.token);
  expect(errors).toBeUndefined();
  return data.articles.nodes.map(({ id }: { id: string }) => id);
}

test.each<[text: string, ...queries: string[]]>([
  ['Clash at Isfana/Kulundu crossing', 'Kulundu', 'isfana', 'Isfana/Kulundu', '"isfana kulundu crossing"'],
  ['Nobody spoke of COVID-19 there', 'covid 19', 'COVID-19', '19', '"covid 19"'],
  ['The plan for 2041-2045 is out', '2045', '2041', '2041-2045'],
  ['A Boeing 737-800 landed', '737 800', '737-800', '800'],
  ['The bill passed 42-17 at night', '17', '42-17'],
  ['Both sides agreed.Zharkent did not', 'Zharkent', 'agreed'],
  ['As Qumis.kz writes', 'qumis', 'qumis.kz'],
  ['It opened on 17.05.2031 in rain', '2031', '17.05.2031', '05'],
  [
    'Write to jane.doe@press-room.example to subscribe',
    'doe',
    'press',
    'room',
    'jane.doe@press-room.example',
  ],
  ['<<Snow Barys>> win again', 'Barys', 'snow'],
  ['The element `<word>` is empty', 'word'],
  ['See https://bars.example/rail/gauge.html?width=1520&unit=mm', 'gauge', 'width', '1520', 'unit'],
  ['An inter\u00adnatio\u200bnal agree\u2060ment', 'international', 'agreement'],
  ['Chief of the WHO visits', 'WHO', 'chief of the who', '"of the WHO"'],
  ['北京新机场开放', '北京', '机场', '新机场', '北京新机场开放', '场'],
  ['東京でAI会議が開かれた', '東京', '会議', 'AI', '開かれた'],
  ['서울에서 회의가 열렸다', '서울', '회의'],
  ['ประเทศไทยเปิดสนามบินใหม่', 'ไทย', 'สนามบิน'],
  ['ປະເທດລາວເປີດສະໜາມບິນ', 'ລາວ', 'ສະໜາມບິນ'],
  ['កម្ពុជាបើកព្រលានយន្តហោះ', 'ព្រលាន', 'កម្ពុជា'],
  ['The Middle Corridor grows', 'corrid', 'middle corrid'],
])('a text is found by each of its words, in both APIs: %s', async (text, ...queries) => {
  const mark = word();
  const { id } = await publish({ body: `${text}\n\n${mark}` });
  for (const query of queries) {
    const [{ ids, snippets }, atDesk] = await Promise.all([
      search(`${mark} ${query}`),
      foundAtDesk(`${mark} ${query}`),
    ]);
    expect([query, ids, atDesk]).toEqual([query, [id], [id]]);
    expect([query, snippets[0]]).toEqual([query, expect.stringContaining('<mark>')]);
    for (const aid of '\u001e\u001f\ue000\ue001') expect(snippets[0]).not.toContain(aid);
  }
  expect((await search(`${mark} "${queries[0]} ${word()}"`)).ids).toEqual([]);
});

test.each([
  ['Isfana/Kulundu is a crossing', 'Kulundu', 'Isfana/<mark>Kulundu</mark> is a crossing'],
  ['The COVID-19 wards', 'covid 19', 'The <mark>COVID</mark>-<mark>19</mark> wards'],
  ['In 北京新机场开放 now', '新机场', 'In 北京<mark>新机场</mark>开放 now'],
  ['In 北京新机场开放 now', '北京', 'In <mark>北京</mark>新机场开放 now'],
  ['Türkmenbaşy/Aktau ferry', 'turkmenbasy', '<mark>Türkmenbaşy</mark>/Aktau ferry'],
  ['Their Corridor is long', 'corrid', 'Their <mark>Corridor</mark> is long'],
])('a snippet of "%s" marks %s as it is written', async (title, query, marked) => {
  const mark = word();
  await publish({ title: `${title} ${mark}`, body: 'Nothing.' });
  const { snippets } = await search(`${mark} ${query}`);
  expect(snippets).toEqual([`${marked} <mark>${mark}</mark>`]);
});

test.each([
  ['Clash at Isfana/Kulundu crossing', '-Kulundu', '-"isfana kulundu"'],
  ['Nobody spoke of COVID-19 there', '-COVID-19', '-19'],
  ['北京新机场开放', '-北京', '-"新机场"'],
])('a text is not found by a query that excludes a word of it: %s', async (text, ...queries) => {
  const mark = word();
  const { id } = await publish({ body: `${text}\n\n${mark}` });
  for (const query of queries) expect([query, (await search(`${mark} ${query}`)).ids]).toEqual([query, []]);
  expect((await search(`${mark} -${word()}`)).ids).toEqual([id]);
});

test('a whole word counts for more than its beginning, even in a title, and both for more than a byline', async () => {
  const name = `Zoe${word()}`;
  const author = { authorIds: [await newsroom.author(editor, `Aliya ${name}`)] };
  const written = await publish({ ...author, body: 'A chronicle.' });
  const begun = await publish({ title: `${name}land`, body: 'Begun.' });
  const whole = await publish({ body: `Of ${name} there is much` });
  expect((await search(name)).ids).toEqual([whole.id, begun.id, written.id]);
  expect((await search(`aliya ${name}`)).ids).toEqual([written.id]);
  expect((await search(`${name} -chronicle`)).ids).toEqual([whole.id]);
  expect((await search(`"${name}"`)).ids).toEqual([whole.id, written.id]);
  expect(await foundAtDesk(name)).toEqual(expect.arrayContaining([written.id, begun.id, whole.id]));
});

test('only the last word is a beginning: of three characters, unquoted, and not negated', async () => {
  const [first, last] = [word(), word()];
  const { id } = await publish({ body: `${first} ${last} xylophone` });
  const cases: [string, string[]][] = [
    [`${first} xyl`, [id]],
    [`${first} xy`, []],
    [`xyl ${first}`, []],
    [`${first} "xyl"`, []],
    [`${first} -xyl`, [id]],
    [`${first} or xyl`, [id]],
    [`${first} the`, [id]],
  ];
  for (const [query, ids] of cases) expect([query, (await search(query)).ids]).toEqual([query, ids]);
});

test('an article is found by the name that its byline has now, and not by a former one', async () => {
  const [before, after] = [word(), word()];
  const authorId = await newsroom.author(editor, `Dana ${before}`);
  const { id } = await publish({ authorIds: [authorId] });
  expect((await search(before)).ids).toEqual([id]);
  const rename = 'mutation ($input: UpdateAuthorInput!) { updateAuthor(input: $input) { __typename } }';
  const { errors } = await app.desk(rename, { input: { id: authorId, name: `Dana ${after}` } }, editor.token);
  expect(errors).toBeUndefined();
  expect((await search(before)).ids).toEqual([]);
  expect((await search(after)).ids).toEqual([id]);
});

test('a draft is found at the desk and not by readers', async () => {
  const secret = word();
  const { id } = await newsroom.draft(writer, { authorIds, body: `The rail/${secret}` });
  expect(await foundAtDesk(secret)).toEqual([id]);
  expect((await search(secret)).ids).toEqual([]);
});

test('a body of 200,000 Chinese characters, all pairs of which differ, can be saved and found', async () => {
  const mark = word();
  const body = Array.from({ length: 99_000 }, (_, n) =>
    String.fromCodePoint(0x4e00 + (n % 20_000), 0x4e00 + ((n * 7919 + Math.floor(n / 20_000)) % 20_000)),
  ).join('');
  const { id } = await publish({ title: mark, body });
  expect((await search(`${mark} ${body.slice(0, 4)}`)).ids).toEqual([id]);
}, 60_000);
