// Bodies that are rendered in threads: what costs too much is refused, and holds up nobody.
import { startApp } from './support/app.js';
import { ask } from './support/http.js';
import { codeOf, newsroomOf, startNewsroom, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';
import { word } from './support/tags-and-authors.js';

const { app, newsroom, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

// The threads serve those last who have kept them busy: each test has a writer of its own.
let writer: Person;
beforeEach(async () => {
  writer = await newsroom.person('WRITER');
});

/** A different one each time, since those that were refused are remembered. */
const intricate = () => `${'*_'.repeat(50_000)} ${word()}`;

const CREATE = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }';

test('a body that renders too slowly is refused, blocks no other request, and the next body is rendered', async () => {
  const order: string[] = [];
  const input = { title: 'Endless', body: intricate(), authorIds };
  const refused = newsroom.ask(writer, CREATE, { input }).finally(() => order.push('endless'));
  // One after the other: a server that renders would get to few of them before it has done.
  for (let i = 0; i < 30; i++) {
    await app.delivery('{ __typename }');
    order.push('other');
  }
  const next = newsroom.draft(writer, { authorIds }).finally(() => order.push('next'));
  const [answer] = await Promise.all([refused, next]);
  expect([codeOf(answer), answer.errors?.[0]?.extensions.fields[0].path]).toEqual([
    'BAD_USER_INPUT',
    ['input', 'body'],
  ]);
  expect(order).toEqual([...Array<string>(30).fill('other'), 'endless', 'next']);
});

test('bodies that are saved at the same time each get their own rendering', async () => {
  const query = `mutation ($input: CreateArticleInput!) {
    createArticle(input: $input) { article { working { body { html } } } }
  }`;
  const bodies = {
    '> One': '<blockquote>\n<p>One</p>\n</blockquote>',
    '': '',
    '*Two*': '<p><em>Two</em></p>',
  };
  const saved = Object.keys(bodies).map((body) =>
    newsroom.run(writer, query, { input: { title: 'Any', body } }),
  );
  const html = (await Promise.all(saved)).map((data) => data.createArticle.article.working.body.html);
  expect(html).toEqual(Object.values(bodies));
});

/** Short rows are filled up to the width of the first: millions of cells. */
const table = (columns: number, rows: number) =>
  `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|b|\n'.repeat(rows)}`;

test.each([
  ['is nested too deeply', '<div>'.repeat(20_000)],
  ['needs more memory than a thread has', table(2_000, 2_000)],
  ['needs too much time, and then too much memory', table(10_000, 1_000)],
])('a body that %s is refused, and the next body is rendered', async (_, body) => {
  const input = { title: 'Deep', body };
  expect(codeOf(await newsroom.ask(writer, CREATE, { input }))).toBe('BAD_USER_INPUT');
  await newsroom.draft(writer, { authorIds: [] });
});

describe('renderBody', () => {
  const RENDER = `query ($markdown: String!, $articleId: ID) {
    renderBody(markdown: $markdown, articleId: $articleId) { markdown html text wordCount readingMinutes removed }
  }`;
  test('renders what a save would, and saves nothing', async () => {
    const markdown = 'A *note*.[^1]\r\n\r\n[^1]: Here. <script>x</script> ![i](data:image/png;base64,AA)\r\n';
    const { renderBody } = await newsroom.run(writer, RENDER, { markdown });
    const article = await newsroom.draft(writer, { authorIds: [], body: markdown });
    const saved = await newsroom.run(
      writer,
      `query ($id: ID!) { article(id: $id) { version revisions { totalCount }
        working { body { html text wordCount readingMinutes removed } } } }`,
      { id: article.id },
    );
    const { markdown: returned, ...body } = renderBody;
    // Ids say of which article they are.
    const html = body.html.replaceAll('-preview"', `-${article.id.slice(-6)}"`);
    expect({ ...body, html }).toEqual(saved.article.working.body);
    expect(returned).toBe(markdown.replaceAll('\r\n', '\n'));
    expect(body.html).toContain('id="user-content-fnref-1-preview"');
    expect(body.removed).toEqual(['script', 'img with a data: address']);
    const again = await newsroom.run(writer, RENDER, { markdown: `${markdown}More.`, articleId: article.id });
    expect(again.renderBody.html).toContain('More.');
    expect(saved.article).toMatchObject({ version: article.version, revisions: { totalCount: 1 } });
  });

  test('an address of a host in EMBED_HOSTS is an embed, and its <iframe> is not taken out', async () => {
    const other = await startApp({ embedHosts: ['mastodon.example'] });
    const person = await newsroomOf(other).person('WRITER');
    const markdown = 'https://mastodon.example/@a/1\n\n<iframe src="https://mastodon.example/@a/2"></iframe>';
    const { renderBody } = await newsroomOf(other).run(person, RENDER, { markdown });
    expect(renderBody).toMatchObject({ removed: [] });
    expect(renderBody.html.match(/data-embed="mastodon.example"/g)).toHaveLength(2);
    await other.close();
  });

  test('an article that the viewer may not see is NOT_FOUND, and nobody is UNAUTHENTICATED', async () => {
    const other = await newsroom.draft(await newsroom.person('WRITER'), { authorIds: [] });
    for (const articleId of [other.id, 'nothing']) {
      expect(codeOf(await newsroom.ask(writer, RENDER, { markdown: 'a', articleId }))).toBe('NOT_FOUND');
    }
    expect(
      codeOf(await newsroom.ask(editor, RENDER, { markdown: 'a', articleId: other.id })),
    ).toBeUndefined();
    expect(codeOf(await app.desk(RENDER, { markdown: 'a' }))).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['too long', 'a'.repeat(200_001)],
    ['nested too deeply', '<div>'.repeat(20_000)],
  ])('Markdown that is %s is BAD_USER_INPUT, with one fault', async (_, markdown) => {
    const answer = await newsroom.ask(writer, RENDER, { markdown });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['markdown'] }]);
  });

  /** The previews of all users that are rendered or wait for it. */
  async function previewTasks(): Promise<number> {
    const { text } = await ask(app.url, '/metrics');
    const counts = text.matchAll(/^copydesk_thread_tasks\{threads="markdown",lane="preview".*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  test('a user has four previews at a time: more are RATE_LIMITED, and nobody else’s save waits for them', async () => {
    const other = await newsroom.person('WRITER');
    const order: string[] = [];
    const preview = (markdown: string) =>
      newsroom.ask(writer, RENDER, { markdown }).finally(() => order.push(markdown.slice(0, 5)));
    const first = [preview(intricate()), preview(intricate())];
    await until(async () => (await previewTasks()) === 2);
    const behind = [preview('Quick 1.'), preview('Quick 2.')];
    await until(async () => (await previewTasks()) === 4);
    for (let i = 0; i < 4; i++) {
      const answer = await newsroom.ask(writer, RENDER, { markdown: `Quick ${i}.` });
      expect(codeOf(answer)).toBe('RATE_LIMITED');
      const retryAfter = answer.errors?.[0]?.extensions.retryAfter;
      expect(retryAfter).toBeGreaterThan(0);
      expect(answer.headers['retry-after']).toBe(String(retryAfter));
    }
    await newsroom.draft(other, { authorIds: [], body: 'Quick.' }).then(() => order.push('saved'));
    const refused = await Promise.all(first);
    expect(refused.map(codeOf)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(refused[0]?.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['markdown'] }]);
    expect((await Promise.all(behind)).map(codeOf)).toEqual([undefined, undefined]);
    expect(order.indexOf('saved')).toBeLessThan(order.lastIndexOf('*_*_*'));
  });
});
