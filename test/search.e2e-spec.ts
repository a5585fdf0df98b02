import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

const SEARCH = `query ($query: String!, $first: Int, $after: String, $where: ArticleWhere) {
  search(query: $query, first: $first, after: $after, where: $where) {
    totalCount nodes { id } edges { cursor snippet node { id title } } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function search(query: string, more: object = {}) {
  const { data, errors } = await app.delivery(SEARCH, { query, ...more });
  expect(errors).toBeUndefined();
  const { edges, nodes } = data.search;
  expect(edges.map(({ node }: { node: { id: string } }) => ({ id: node.id }))).toEqual(nodes);
  return data.search;
}

const publish = (fields: object): Promise<ArticleState> =>
  newsroom.published(writer, editor, { ...byline, ...fields });

const found = async (query: string, more: object = {}): Promise<string[]> =>
  (await search(query, more)).nodes.map(({ id }: { id: string }) => id);

/** The passage at which the only article is found. */
async function snippet(query: string): Promise<string> {
  const { edges } = await search(query);
  expect(edges).toHaveLength(1);
  return edges[0].snippet;
}

/** Words to go round what is looked for, none of which is looked for. */
const filler = (words: number) => Array.from({ length: words }, (_, n) => `filler${n % 50}`).join(' ');

describe('what is found', () => {
  test('by words in any form, phrases, exclusion and or', async () => {
    const [a, b, c] = [word(), word(), word()];
    const one = await publish({ title: 'One', body: `${a} wagons ${b} crossing` });
    const two = await publish({ title: 'Two', body: `crossing ${b} ${c} wagon ${a}` });
    const three = await publish({ title: 'Three', body: `${c} alone` });
    const cases: [string, ArticleState[]][] = [
      [a, [one, two]],
      [`${a} ${c}`, [two]],
      [`${c.toUpperCase()}`, [two, three]],
      [`${a} crossed wagon`, [one, two]],
      [`"wagon ${b}"`, [one]],
      [`"${b} ${c}" ${a}`, [two]],
      [`${c} -${a}`, [three]],
      [`${c} -"${b} ${c}"`, [three]],
      [`"${a} wagons" or "${c} alone"`, [one, three]],
      [`${word()}`, []],
      [`${a} ${word()}`, []],
    ];
    for (const [query, articles] of cases) {
      const expected = articles.map(({ id }) => id).sort();
      expect([query, (await found(query)).sort()]).toEqual([query, expected]);
      expect((await search(query)).totalCount).toBe(expected.length);
    }
  });

  test('with accents or without, and in other scripts', async () => {
    const mark = word();
    const { id } = await publish({
      title: mark,
      body: 'The Türkmenbaşy café. Порт Актау и Қазақстан, 铁路.',
    });
    for (const words of [
      'turkmenbasy',
      'Türkmenbaşy',
      'CAFE',
      'café',
      'порт',
      'АКТАУ',
      'қазақстан',
      '铁路',
    ]) {
      expect([words, await found(`${mark} ${words}`)]).toEqual([words, [id]]);
    }
    expect(await snippet(`${mark} turkmenbasy`)).toContain('<mark>Türkmenbaşy</mark>');
  });

  test('in the title before the excerpt before the body, however often it is there', async () => {
    const [a, b] = [word(), word()];
    const body = await publish({ body: `${a} ${b} `.repeat(60) });
    const excerpt = await publish({ excerpt: `${a} and ${b}`, body: filler(40) });
    const title = await publish({ title: `${a} ${b}`, body: filler(400) });
    const expected = [title.id, excerpt.id, body.id];
    for (const query of [a, `${a} ${b}`, `"${a} ${b}" or ${b}`]) {
      expect([query, await found(query)]).toEqual([query, expected]);
    }
  });

  test('is what is live, as it is live', async () => {
    const [draft, live, next] = [word(), word(), word()];
    await newsroom.draft(writer, { ...byline, title: draft });
    await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, { ...byline, body: draft }),
      new Date(Date.now() + 86_400_000),
    );
    const article = await publish({ title: live });
    const edited = await newsroom.save(writer, article, { title: next, excerpt: draft, body: draft });
    expect(await found(draft)).toEqual([]);
    expect(await found(next)).toEqual([]);
    expect(await found(live)).toEqual([article.id]);
    await newsroom.publish(editor, await newsroom.reviewed(writer, editor, edited));
    expect(await found(next)).toEqual([article.id]);
    expect(await found(live)).toEqual([]);
  });

  test('under filters, counted with them', async () => {
    const mark = word();
    const tags = [await newsroom.tag(writer), await newsroom.tag(writer)] as const;
    const both = await publish({ body: mark, tagIds: tags.map(({ id }) => id) });
    const first = await publish({ body: mark, tagIds: [tags[0].id] });
    await publish({ body: mark });
    const [{ slug: a }, { slug: b }] = tags;
    const cases: [object, string[]][] = [
      [{ tags: [a] }, [both.id, first.id]],
      [{ tags: [a, b] }, [both.id]],
      [{ anyTag: [b, 'no-such-tag'] }, [both.id]],
      [{ anyTag: [] }, []],
      [{ tags: ['no-such-tag'] }, []],
      [{ tags: [a], publishedFrom: '2020-01-01T00:00:00Z' }, [both.id, first.id]],
      [{ tags: [a], publishedTo: '2020-01-01T00:00:00Z' }, []],
    ];
    for (const [where, expected] of cases) {
      const { nodes, totalCount } = await search(mark, { where });
      const ids = nodes.map(({ id }: { id: string }) => id).sort();
      expect([where, ids, totalCount]).toEqual([where, expected.sort(), expected.length]);
    }
  });

  test('page by page, best first, with ties and everything once', async () => {
    const mark = word();
    const same = await Promise.all(
      [1, 2, 3, 4].map(() => publish({ title: 'Same', body: `${mark} is here` })),
    );
    const best = await publish({ title: mark });
    const expected = [
      best.id,
      ...same
        .map(({ id }) => id)
        .sort()
        .reverse(),
    ];
    for (const first of [1, 2, 5]) {
      const seen: string[] = [];
      for (let after: string | undefined, more = true; more;) {
        const { nodes, pageInfo, totalCount } = await search(mark, { first, after });
        seen.push(...nodes.map(({ id }: { id: string }) => id));
        expect([totalCount, pageInfo.hasPreviousPage]).toEqual([5, after !== undefined]);
        [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      }
      expect([first, seen]).toEqual([first, expected]);
    }
    const { edges } = await search(mark, { first: 5 });
    const page =
      'search(query: $query, last: 2, before: $before) { nodes { id } pageInfo { hasPreviousPage } }';
    const query = `query ($query: String!, $before: String) { ${page} }`;
    const { data } = await app.delivery(query, { query: mark, before: edges[4].cursor });
    expect(data.search).toEqual({
      nodes: expected.slice(2, 4).map((id) => ({ id })),
      pageInfo: { hasPreviousPage: true },
    });
  });
});

describe('a snippet', () => {
  test('is the passage of the body that matches, marked', async () => {
    const mark = word();
    const body = `${filler(300)} Before it the ${mark} stands and after it more. ${filler(300)}`;
    await publish({ title: mark, excerpt: mark, body });
    const passage = await snippet(mark);
    expect(passage).toContain(`the <mark>${mark}</mark> stands`);
    expect(passage.split(/\s+/).length).toBeLessThan(60);
  });

  test('is the excerpt or the title where the match is there, and both places where it is in two', async () => {
    const [inTitle, inExcerpt, inBody] = [word(), word(), word()];
    await publish({
      title: `A ${inTitle} tale`,
      excerpt: `So ${inExcerpt} it is`,
      body: `${filler(300)} ${inBody}.`,
    });
    expect(await snippet(inTitle)).toBe(`A <mark>${inTitle}</mark> tale`);
    expect(await snippet(inExcerpt)).toBe(`So <mark>${inExcerpt}</mark> it is`);
    const both = await snippet(`${inTitle} ${inBody}`);
    expect(both).toContain(`<mark>${inTitle}</mark>`);
    expect(both).toContain(`<mark>${inBody}</mark>`);
    expect(await snippet(`${inBody} -${word()}`)).toContain(`<mark>${inBody}</mark>`);
  });

  test('is HTML whose only tag is mark, whatever the article says', async () => {
    const mark = word();
    const hostile = [
      `\`<script>alert("x")</script> & 'quoted' < ${mark} >\``,
      `\uE000\uE001 &lt;b&gt; \`<img src=x onerror=${mark}>\` \`</mark><mark>\``,
    ].join(' ');
    await publish({ title: `<i>${mark}</i>`, body: hostile });
    const passage = await snippet(mark);
    expect(passage).toContain(`<mark>${mark}</mark>`);
    const rest = passage.replaceAll(/<mark>[^<>]*<\/mark>/g, '');
    expect(rest).not.toMatch(/[<>"'\uE000\uE001]/);
    expect(rest.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  });

  test('of a title that looks like HTML is text', async () => {
    const mark = word();
    await publish({ title: `Is 1 < 2 & ${mark} > "0"?` });
    expect(await snippet(mark)).toBe(`Is 1 &lt; 2 &amp; <mark>${mark}</mark> &gt; &quot;0&quot;?`);
  });
});

describe('a query', () => {
  test.each([
    ['nothing', ''],
    ['blanks', '  \t\n'],
    ['more than 500 characters', 'x'.repeat(501)],
  ])('of %s is refused', async (_, query) => {
    const answer = await app.delivery(SEARCH, { query });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['query'] }]);
  });

  test.each(['the of and', '...', '"', '-', '()&|!<->:*', "'; --", 'or or', '\\', '"a '.repeat(9)])(
    'of %j is answered',
    async (query) => {
      await publish({ body: 'the of and a' });
      const { totalCount, nodes } = await search(query, { first: 100 });
      expect(totalCount).toBe(nodes.length);
    },
  );

  test('is paged with cursors of its own', async () => {
    await publish({});
    const { data } = await app.delivery('{ articles(first: 1) { pageInfo { endCursor } } }');
    const crafted = ['1e400', '0x10', '1e-60', 'NaN', ''].map((rank) =>
      Buffer.from(JSON.stringify(['best', rank, 'art_x'])).toString('base64url'),
    );
    for (const after of [data.articles.pageInfo.endCursor, 'x', ...crafted]) {
      const answer = await app.delivery(SEARCH, { query: 'words', after, first: 0 });
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['first'] }, { path: ['after'] }]);
    }
  });
});
