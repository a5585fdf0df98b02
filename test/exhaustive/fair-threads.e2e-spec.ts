// Work that takes long is done in threads, and nobody's text makes others wait for an answer.
import { performance } from 'node:perf_hooks';
import { startApp, type TestApp } from '../support/app.js';
import { codeOf, newsroomOf, type ArticleState, type Newsroom, type Person } from '../support/newsroom.js';
import { word } from '../support/tags-and-authors.js';

const CREATE = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }';
const RENDER = 'query ($markdown: String!) { renderBody(markdown: $markdown) { html } }';

let app: TestApp;
let newsroom: Newsroom;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
});
afterAll(() => app.close());

/** A different one each time, since those that were refused are remembered. It takes minutes where nothing ends it. */
const intricate = () => `${'*_'.repeat(50_000)} ${word()}`;
const prose = (length: number) =>
  `The corridor carried ${word()}, four and a half *million* tonnes.\n\n`
    .repeat(length / 50)
    .slice(0, length);

const save = (who: Person, body: string) => newsroom.ask(who, CREATE, { input: { title: 'Any', body } });
const preview = (who: Person, markdown: string) => newsroom.ask(who, RENDER, { markdown });

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

test('ten intricate bodies of one writer make nobody else’s sentence wait', async () => {
  const [writer, other] = [await newsroom.person('WRITER'), await newsroom.person('WRITER')];
  const bodies = Array.from({ length: 5 }, intricate);
  let refusedSaves = 0;
  const refused = bodies.flatMap((body) => [
    save(writer, body).finally(() => (refusedSaves += 1)),
    preview(writer, body),
  ]);
  for (const sentence of ['One sentence.', 'Another.']) {
    expect(codeOf(await preview(other, sentence))).toBeUndefined();
    expect(codeOf(await save(other, sentence))).toBeUndefined();
  }
  // However slow the machine is: the other thread goes on with the writer's meanwhile, one after the other.
  expect(refusedSaves).toBeLessThan(4);
  const codes = new Set((await Promise.all(refused)).map(codeOf));
  // The fifth preview at a time is one too many.
  expect([...codes].sort()).toEqual(['BAD_USER_INPUT', 'RATE_LIMITED']);

  const again = await msOf(async () => {
    for (const body of bodies) expect(codeOf(await save(writer, body))).toBe('BAD_USER_INPUT');
  });
  // Each took two seconds of a processor, and now is known.
  expect(again).toBeLessThan(8_000);
});

test('100,000 characters of prose are rendered while all threads are busy', async () => {
  const people = (count: number) =>
    Promise.all(Array.from({ length: count }, () => newsroom.person('WRITER')));
  const [attackers, writers] = [await people(2), await people(2)];
  const refused = attackers.flatMap((who) => [save(who, intricate()), save(who, intricate())]);
  const saved = await Promise.all(
    writers.flatMap((who) => [save(who, prose(100_000)), preview(who, prose(100_000))]),
  );
  expect(saved.map(codeOf)).toEqual(saved.map(() => undefined));
  expect((await Promise.all(refused)).map(codeOf)).toEqual(refused.map(() => 'BAD_USER_INPUT'));
});

describe('the differences of many long revisions', () => {
  const COUNT = 40;
  const DIFFS = `query ($id: ID!) { article(id: $id) { revisions(first: 100) { nodes { diff { patch } } } } }`;
  const lines = (name: string) => Array.from({ length: 4_000 }, (_, i) => `${name} ${i}`).join('\n');

  test('are made while other requests are answered', async () => {
    const [writer, other] = [await newsroom.person('WRITER'), await newsroom.person('WRITER')];
    let article: ArticleState = await newsroom.draft(writer, { authorIds: [] });
    for (let i = 1; i < COUNT; i++) article = await newsroom.save(writer, article, { body: lines(`x${i}`) });

    let isDone = false;
    const diffs = newsroom.run(writer, DIFFS, { id: article.id }).finally(() => (isDone = true));
    const waits: number[] = [];
    while (!isDone) {
      waits.push(
        await msOf(async () => {
          expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
          await newsroom.run(other, '{ viewer { id } }');
        }),
      );
    }
    const { nodes } = (await diffs).article.revisions;
    expect(nodes).toHaveLength(COUNT);
    // They have nothing in common: each is replaced as a whole.
    expect(nodes[0].diff[0].patch).toContain('@@ -1,4000 +1,4000 @@');
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(3_000);
  });

  test('cost what they take: a page of a hundred may ask for one kind of them', async () => {
    const writer = await newsroom.person('WRITER');
    const { id } = await newsroom.draft(writer, { authorIds: [] });
    expect(codeOf(await newsroom.ask(writer, DIFFS, { id }))).toBeUndefined();
    const both = DIFFS.replace('diff {', 'bodyDiff { html } diff {');
    expect(codeOf(await newsroom.ask(writer, both, { id }))).toBe('QUERY_TOO_COMPLEX');
  });
});
