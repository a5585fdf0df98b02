// What an earlier renderer made is made again in the background: readers get it as a change, and nothing else moves.
import { startApp, type GraphQLAnswer, type TestApp } from './support/app.js';
import { articleCopies } from './support/article-copies.js';
import { ask } from './support/http.js';
import { newsroomOf, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';
import {
  countRenderings,
  countStale,
  makeStale,
  OLD_HTML,
  rerender,
  whilePublishingIsHeld,
} from './support/stale-renderings.js';

let app: TestApp;
let newsroom: ReturnType<typeof newsroomOf>;
let editor: Person;
let writer: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
});
afterAll(() => app.close());

const published = async (body: string) =>
  newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)], body });
const READ =
  'query ($slug: String!) { article(slug: $slug) { updatedAt excerpt body { html text wordCount } } }';
const read = (slug: string, server = app) => server.delivery(READ, { slug });
const seqOf = ({ headers }: GraphQLAnswer) => Number(headers['x-content-seq']);
const readyz = async () => JSON.parse((await ask(app.url, '/readyz')).text);
const gauge = async (what: string) =>
  Number(
    new RegExp(`^copydesk_unrendered\\{what="${what}"\\} (\\d+)`, 'm').exec(
      (await ask(app.url, '/metrics')).text,
    )?.[1],
  );

test('readers get the old HTML until it is rendered anew, then the new as a change, with updatedAt as it was', async () => {
  const { working } = await published('Two ~tildes~ and *one* word.');
  const { data: asPublished } = await read(working.slug);
  await makeStale(app.owner);
  // Cached nothing yet, and starts the job.
  const other = await startApp({ databaseUrl: app.databaseUrl });
  try {
    let before = {} as GraphQLAnswer;
    await whilePublishingIsHeld(app.owner, async () => {
      before = await read(working.slug, other);
      expect(before.data.article.body).toEqual({ html: OLD_HTML, text: 'As it was', wordCount: 3 });
    });
    await until(async () => (await countStale(app.owner)) === 0);
    await until(async () => seqOf(await read(working.slug, other)) > seqOf(before));
    const after = await read(working.slug, other);
    expect(after.data).toEqual(asPublished);
    expect(after.data.article.updatedAt).toBe(before.data.article.updatedAt);
    expect(after.headers.etag).not.toBe(before.headers.etag);
  } finally {
    await other.close();
  }
});

test('a search finds the words of the new text', async () => {
  await published('Zanzibarium.');
  const found = async () =>
    (await app.delivery('{ search(query: "zanzibarium") { totalCount } }')).data.search.totalCount;
  await whilePublishingIsHeld(app.owner, async () => {
    await makeStale(app.owner);
    const seq = seqOf(await app.delivery('{ articles { totalCount } }'));
    await app.owner.query('INSERT INTO delivery.changes (seq, keys) VALUES ($1, $2)', [seq + 1, ['words']]);
    await until(async () => (await found()) === 0);
  });
  await rerender(app.owner);
  await until(async () => (await found()) === 1);
});

test('what was rendered as it is now is no change', async () => {
  await published('As before.');
  await app.owner.query('UPDATE desk.revisions SET renderer = 1');
  const seq = async () =>
    (await app.owner.query('SELECT max(seq)::int AS seq FROM delivery.changes')).rows[0].seq;
  const before = await seq();
  await rerender(app.owner);
  expect(await seq()).toBe(before);
});

test('/readyz and /metrics tell how much there is to render', async () => {
  const { id, version } = await published('Some *text*.');
  await newsroom.mutate(editor, 'saveDraft', 'SaveDraftInput', {
    articleId: id,
    version,
    title: 'Draft over it',
  });
  await makeStale(app.owner);
  const stale = await countStale(app.owner);
  await whilePublishingIsHeld(app.owner, async () => {
    await app.owner.query("SELECT graphile_worker.add_job('rerender')");
    await until(async () => (await readyz()).unrendered?.revisions === stale);
    const { status, unrendered } = await readyz();
    expect(status).toBe('ok');
    expect(unrendered.publications).toBeGreaterThan(0);
    expect(unrendered.publications).toBeLessThan(stale);
    expect([await gauge('publications'), await gauge('revisions')]).toEqual([unrendered.publications, stale]);
  });
  await until(async () => (await countStale(app.owner)) === 0);
  await until(async () => JSON.stringify(await readyz()) === '{"status":"ok"}');
  expect([await gauge('publications'), await gauge('revisions')]).toEqual([0, 0]);
});

test('a body that this renderer refuses keeps its HTML, is tried once, and can be edited on', async () => {
  const article = await published('Plain.');
  const deep = '> '.repeat(5_000) + 'deep';
  await makeStale(app.owner);
  await app.owner.query('UPDATE desk.revisions SET body = $2 WHERE article_id = $1', [article.id, deep]);
  await rerender(app.owner);
  const stored = async () =>
    (
      await app.owner.query(
        'SELECT html, renderer, refused_by AS "refusedBy" FROM desk.revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1',
        [article.id],
      )
    ).rows[0];
  expect(await stored()).toEqual({ html: OLD_HTML, renderer: 1, refusedBy: 2 });
  expect((await read(article.working.slug)).data.article.body.html).toBe(OLD_HTML);
  const { id, version } = article;
  await newsroom.mutate(editor, 'saveDraft', 'SaveDraftInput', {
    articleId: id,
    version,
    title: 'Another',
    body: deep,
  });
  expect(await stored()).toEqual({ html: OLD_HTML, renderer: 1, refusedBy: null });
});

test('a revision that cannot be written holds up no other, and is done once it can be', async () => {
  const [article] = await Promise.all([published('Some *text*.'), published('Other *text*.')]);
  await makeStale(app.owner);
  const stale = await countStale(app.owner);
  await app.owner.query(`
    CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not this one''; END';
    CREATE TRIGGER refuse BEFORE UPDATE ON desk.revisions FOR EACH ROW
      WHEN (OLD.article_id = '${article.id}') EXECUTE FUNCTION public.refuse()`);
  await app.owner.query("SELECT graphile_worker.add_job('rerender')");
  await until(async () => (await countStale(app.owner)) === 1);
  expect(stale).toBeGreaterThan(1);
  await app.owner.query('DROP TRIGGER refuse ON desk.revisions');
  await rerender(app.owner);
});

test('what an older server inserts beside this one is rendered anew', async () => {
  const { id } = await published('Some *text*.');
  // It knows nothing of renderers.
  await app.owner.query(
    `INSERT INTO desk.revisions (id, article_id, number, title, slug, body, html, text, opening, word_count,
       reading_minutes, content_hash, created_by_id)
     SELECT 'rev_' || $1, article_id, 99, title, slug, body, $2, text, opening, word_count, reading_minutes, content_hash,
       created_by_id FROM desk.revisions WHERE article_id = $1 ORDER BY number LIMIT 1`,
    [id, OLD_HTML],
  );
  await rerender(app.owner);
  const { rows } = await app.owner.query('SELECT html, renderer FROM desk.revisions WHERE id = $1', [
    `rev_${id}`,
  ]);
  expect(rows).toEqual([{ html: '<p>Some <em>text</em>.</p>', renderer: 2 }]);
});

test('a save renders a body that only an earlier renderer has rendered', async () => {
  const { id, version } = await published('Some **bold** text.');
  await makeStale(app.owner);
  await whilePublishingIsHeld(app.owner, async () => {
    const input = { articleId: id, version, title: 'Another', body: 'Some **bold** text.' };
    await newsroom.mutate(editor, 'saveDraft', 'SaveDraftInput', input);
    const { rows } = await app.owner.query(
      'SELECT html, renderer FROM desk.revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1',
      [id],
    );
    expect(rows[0]).toEqual({ html: '<p>Some <strong>bold</strong> text.</p>', renderer: 2 });
  });
  await rerender(app.owner);
});

test('two servers share the work, and neither renders what the other has', async () => {
  const copy = await articleCopies(app.owner);
  const { id } = await published('Copied *often*.');
  for (let i = 0; i < 150; i++) await copy(id);
  await makeStale(app.owner);
  const timesOfEach = await countRenderings(app.owner);
  const others = await Promise.all([1, 2].map(() => startApp({ databaseUrl: app.databaseUrl })));
  try {
    await until(async () => (await countStale(app.owner)) === 0);
    expect(await timesOfEach()).toEqual([1]);
  } finally {
    await Promise.all(others.map((other) => other.close()));
  }
});
