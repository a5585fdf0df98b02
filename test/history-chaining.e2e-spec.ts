// Which events have hashes: what servers of before have left and go on appending, other keys, what an audit saves.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/database/migrations.js';
import { chainHistories, takeInAll } from '../src/history/chain-histories.js';
import { markHash, microseconds } from '../src/history/hashes.js';
import { keyring } from '../src/history/keys.js';
import { startApp, type TestApp } from './support/app.js';
import { emptyDatabase } from './support/database.js';
import { asLogin, audit, historyStarted, KEY } from './support/history.js';
import { writeMark } from '../src/history/marks.js';
import { loadDump } from './support/load-dump.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { countedDatabase, statementsDuring } from './support/statements.js';
import { tagsAndAuthors } from './support/tags-and-authors.js';

const LATER_SECRET = 'a later key of the history that only the tests know';
const BOTH = [KEY, ...keyring([LATER_SECRET])];

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-history-'));
  app = await startApp();
  await historyStarted(app);
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const chain = ({ databaseUrl }: Pick<TestApp, 'databaseUrl'>) =>
  asLogin(databaseUrl, (session) => chainHistories(session, KEY));

/** As a server without hashes does. */
const appendUnhashed = (of: TestApp, articleId: string) =>
  of.owner.query(
    `INSERT INTO desk.events (id, article_id, name, from_state, to_state, revision_id, by_id)
     SELECT 'evt_' || gen_random_uuid(), article_id, 'SET_OWNERS', to_state, to_state, revision_id, by_id
     FROM desk.events WHERE article_id = $1 ORDER BY seq DESC LIMIT 1`,
    [articleId],
  );
const placesOf = async (of: TestApp, articleId: string) =>
  (
    await of.owner.query(
      `SELECT e.name, h.position, h.taken_in_at IS NOT NULL AS "isTakenIn" FROM desk.events e
       LEFT JOIN desk.event_hashes h ON h.event_id = e.id WHERE e.article_id = $1 ORDER BY e.seq`,
      [articleId],
    )
  ).rows.map(({ name, position, isTakenIn }) => [name, position, isTakenIn]);

test('nothing is found in what people, time and merging do', async () => {
  const { make } = tagsAndAuthors(app);
  const { on, mutate } = newsroom;
  const tag = await newsroom.tag(writer);
  const live = await newsroom.published(writer, editor, { authorIds, tagIds: [tag.id] });
  const edited = await newsroom.save(writer, live, { title: 'In vain', body: 'Other words — қазақша.' });
  await mutate(editor, 'discardDraft', 'TransitionInput', on(edited));
  await make(editor, 'mergeTags', { fromId: tag.id, intoId: (await newsroom.tag(writer)).id });
  // Whoever has the byline becomes an owner, which is an event of its own in the same transaction.
  const other = await newsroom.person('WRITER');
  const { id: author } = await make(editor, 'createAuthor', { name: 'With a login', userId: other.id });
  await newsroom.draft(writer, { authorIds: [author] });
  const later = await newsroom.save(writer, await newsroom.draft(writer, { authorIds }), {
    authorIds: [author],
  });
  const archived = await mutate(editor, 'archiveArticle', 'TransitionInput', on(later));
  await mutate(editor, 'reopenArticle', 'TransitionInput', on(archived));
  const approved = await newsroom.approved(writer, editor, { authorIds });
  const { scheduled } = await newsroom.scheduleSoon(editor, approved, 200);
  const names = async () => (await placesOf(app, scheduled.id)).map(([name]) => name);
  while (!(await names()).includes('EXPIRE')) await new Promise((resolve) => setTimeout(resolve, 50));

  const { findings, summary } = await audit(app);
  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ waiting: 0, takenIn: [], findings: 0 });
  const { rows } = await app.owner.query('SELECT count(*)::int AS events FROM desk.events');
  expect(summary.events).toBe(rows[0].events);
  expect(await placesOf(app, scheduled.id)).toEqual(
    ['CREATE', 'SUBMIT', 'APPROVE', 'SCHEDULE', 'GO_LIVE', 'EXPIRE'].map((name, i) => [name, i + 1, false]),
  );
});

test('the history of a database from before is taken in, and nothing is found in it', async () => {
  const database = await emptyDatabase();
  try {
    await loadDump(database.url, readFileSync('test/fixtures/upgrade/database-9a60fed.sql', 'utf8'));
    await migrate(database.url);
    const of = { databaseUrl: database.url };
    await expect(audit(of)).rejects.toMatchObject({ code: 'AUDIT' });
    const taken = await chain(of);
    const { findings, summary } = await audit(of);
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ articles: 23, events: taken, waiting: 0, takesIn: true });
    expect(summary.takenIn).toEqual([{ day: summary.asOf.slice(0, 10), events: taken }]);
    expect(await chain(of)).toBe(0);
  } finally {
    await database.drop();
  }
});

test('what a server without hashes appends is taken in for a day, and after that when somebody says so', async () => {
  const old = await startApp({ historyKeys: [] });
  try {
    const of = newsroomOf(old);
    const [oldEditor, oldWriter] = [await of.person('EDITOR'), await of.person('WRITER')];
    const article = await of.draft(oldWriter, { authorIds: [await of.author(oldEditor)] });
    expect(await chain(old)).toBe(1);
    const submitted = await of.submit(oldWriter, article);
    expect((await audit(old)).summary).toMatchObject({ events: 1, waiting: 1, findings: 0 });
    expect(await chain(old)).toBe(1);
    const changed = await of.mutate(oldEditor, 'requestChanges', 'TransitionInput', {
      ...of.on(submitted),
      note: 'More.',
    });
    // A day has passed since it began.
    const at = new Date(Date.now() - 25 * 3_600_000);
    const mark = { name: 'STARTED', at: microseconds(at), seq: '1' };
    await old.owner.query(
      `UPDATE desk.history_marks SET at = $1, seq = 1, hash = decode($2, 'hex') WHERE name = 'STARTED'`,
      [at, markHash(KEY, mark)],
    );
    expect(await chain(old)).toBe(0);
    const { rows } = await old.owner.query('SELECT name FROM desk.history_marks ORDER BY name');
    expect(rows).toEqual([{ name: 'SETTLED' }, { name: 'STARTED' }]);
    expect((await audit(old)).findings).toMatchObject([{ kind: 'EVENT_ADDED', articleId: article.id }]);
    expect(await asLogin(old.databaseUrl, (session) => takeInAll(session, KEY))).toBe(1);
    expect((await audit(old)).findings).toEqual([]);
    expect(await placesOf(old, changed.id)).toEqual([
      ['CREATE', 1, true],
      ['SUBMIT', 2, true],
      ['REQUEST_CHANGES', 3, true],
    ]);
  } finally {
    await old.close();
  }
});

test('an event without a hash between two with one is taken in behind them', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  await appendUnhashed(app, draft.id);
  await newsroom.submit(writer, draft);
  await chain(app);
  expect(await placesOf(app, draft.id)).toEqual([
    ['CREATE', 1, false],
    ['SET_OWNERS', 3, true],
    ['SUBMIT', 2, false],
  ]);
  expect((await audit(app)).findings).toEqual([]);
});

test('events are chained without a gap while people work and what was there is taken in', async () => {
  const drafts = await Promise.all(Array.from({ length: 6 }, () => newsroom.draft(writer, { authorIds })));
  let isOver = false;
  const taking = (async () => {
    while (!isOver) await chain(app);
  })();
  await Promise.all(
    drafts.map(async (draft, i) => {
      await appendUnhashed(app, draft.id);
      const saved = await newsroom.save(writer, draft, { title: `Saved ${i}` });
      const submitted = await newsroom.submit(writer, saved);
      await appendUnhashed(app, draft.id);
      await newsroom.publish(editor, await newsroom.approve(editor, submitted));
    }),
  );
  isOver = true;
  await taking;
  await chain(app);
  const { findings, summary } = await audit(app);
  expect(findings).toEqual([]);
  expect(summary.waiting).toBe(0);
});

test('with a new key the history is vouched for by both, and what a key is missing for is told', async () => {
  const article = await newsroom.draft(writer, { authorIds });
  const second = await startApp({ databaseUrl: app.databaseUrl, historyKeys: [LATER_SECRET] });
  try {
    await newsroomOf(second).submit(writer, article);
    expect((await audit(app, { keys: BOTH })).findings).toEqual([]);
    const { findings } = await audit(app);
    expect(findings.map(({ kind, articleId }) => [kind, articleId])).toEqual([
      ['KEY_UNKNOWN', article.id],
      ['KEY_UNKNOWN', article.id],
    ]);
  } finally {
    await second.close();
  }
  expect((await audit(app, { keys: keyring(['k'.repeat(32)]) })).findings.length).toBeGreaterThan(10);
  await expect(audit(app, { keys: [] })).rejects.toMatchObject({ code: 'AUDIT' });
});

test('the desk role cannot put a head back, and nobody deletes an event that has a hash', async () => {
  const { id } = await newsroom.submit(writer, await newsroom.draft(writer, { authorIds }));
  const refusal = async (role: string, statement: string) => {
    const session = await app.owner.connect();
    try {
      await session.query(`BEGIN; ${role}`);
      return await session.query(statement, [id]).then(
        () => undefined,
        ({ code }) => code,
      );
    } finally {
      await session.query('ROLLBACK');
      session.release();
    }
  };
  const back = 'UPDATE desk.history_heads SET count = 1 WHERE article_id = $1';
  expect(await refusal('SET LOCAL ROLE copydesk_desk', back)).toBe('23514');
  expect(await refusal('', 'DELETE FROM desk.events WHERE article_id = $1')).toMatch(/^23(001|503)$/);
});

test('a server with a key sends as many statements for a mutation as one without, whether it appends one event or two', async () => {
  const database = await countedDatabase();
  const [hashing, plain] = [
    await startApp({ databaseUrl: database.url, backgroundJobs: false }),
    await startApp({ databaseUrl: database.url, backgroundJobs: false, historyKeys: [] }),
  ];
  try {
    await asLogin(database.url, (session) => writeMark(session, KEY, 'STARTED'));
    const [of, other] = [newsroomOf(hashing), await newsroomOf(hashing).person('WRITER')];
    const [admin, by] = [await of.person('EDITOR'), await of.person('WRITER')];
    const input = { name: 'With a login', userId: other.id };
    const { id } = await tagsAndAuthors(hashing).make(admin, 'createAuthor', input);
    const countsOf = async (using: TestApp) => {
      const { draft, submit } = newsroomOf(using);
      const made = await statementsDuring(database.url, () => draft(by, { authorIds: [id] }));
      const submitted = await statementsDuring(database.url, () => submit(by, made.result));
      const count = ({ statements }: { statements: string[] }) =>
        statements.filter((statement) => !/^(BEGIN|COMMIT)/.test(statement)).length;
      return [count(made), count(submitted)];
    };
    // What only the first request costs.
    for (const using of [hashing, plain]) await countsOf(using);
    expect(await countsOf(hashing)).toEqual(await countsOf(plain));
  } finally {
    await hashing.close();
    await plain.close();
    await database.drop();
  }
});

describe('an audit that is compared with what an earlier one saved', () => {
  const kindsSince = async (since?: string) =>
    (await audit(app, { keys: BOTH, since })).findings.map(({ kind, articleId }) => [kind, articleId]);
  const run = async (...statements: string[]) => {
    for (const statement of statements) await app.owner.query(statement);
  };

  test('finds an article that was put back with its chain and its head, and one that is gone', async () => {
    const draft = await newsroom.draft(writer, { authorIds });
    const { id } = draft;
    const gone = await newsroom.draft(writer, { authorIds });
    await run(`CREATE TABLE public.saved AS SELECT * FROM desk.history_heads WHERE article_id = '${id}'`);
    await newsroom.submit(writer, draft);
    const file = join(folder, 'heads');
    const { summary } = await audit(app, { save: file });
    expect(await kindsSince(file)).toEqual([]);
    // What is added is no difference.
    await newsroom.draft(writer, { authorIds });
    expect(await kindsSince(file)).toEqual([]);

    await run(
      `DELETE FROM desk.event_hashes WHERE article_id = '${id}' AND position = 2`,
      `DELETE FROM desk.events WHERE article_id = '${id}' AND name = 'SUBMIT'`,
      'ALTER TABLE desk.history_heads DISABLE TRIGGER USER',
      `UPDATE desk.history_heads h SET count = s.count, hash = s.hash FROM public.saved s WHERE h.article_id = s.article_id`,
      'ALTER TABLE desk.history_heads ENABLE TRIGGER USER',
      `UPDATE desk.articles SET review_state = 'DRAFT', version = 1 WHERE id = '${id}'`,
    );
    expect(await kindsSince()).toEqual([]);
    expect(await kindsSince(file)).toEqual([['PUT_BACK', id]]);

    const ofGone = `article_id = '${gone.id}'`;
    const parts = ['revision_authors', 'revision_tags', 'revision_words'].map(
      (table) => `DELETE FROM desk.${table} WHERE revision_id = '${gone.working.id}'`,
    );
    const rows = ['history_heads', 'event_hashes', 'events', 'article_slugs', 'article_owners'].map(
      (table) => `DELETE FROM desk.${table} WHERE ${ofGone}`,
    );
    await run(
      ...parts,
      ...rows,
      `WITH revisions AS (DELETE FROM desk.revisions WHERE ${ofGone}) DELETE FROM desk.articles WHERE id = '${gone.id}'`,
    );
    expect(await kindsSince()).toEqual([]);
    expect((await kindsSince(file)).toSorted()).toEqual(
      [
        ['PUT_BACK', id],
        ['PUT_BACK', gone.id],
      ].toSorted(),
    );
    expect((await audit(app)).summary.digest).not.toBe(summary.digest);
  });

  test('refuses a file that is not as it was saved, and overwrites none', async () => {
    const file = join(folder, 'another');
    const { digest } = (await audit(app, { save: file })).summary;
    expect((await audit(app)).summary.digest).toBe(digest);
    await expect(audit(app, { save: file })).rejects.toThrow('nothing is overwritten');
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const changed of [lines.toSpliced(1, 1), lines.toSpliced(-2, 1), ['{}', ...lines], []]) {
      writeFileSync(file, changed.join('\n'));
      await expect(audit(app, { since: file })).rejects.toMatchObject({ code: 'HEADS_FILE' });
    }
    await expect(audit(app, { since: join(folder, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
