// `npm run audit:history` as operators run it: what it says, and with what it exits.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp, TEST_HISTORY_KEY } from '../support/app.js';
import { runCommand } from '../support/cli.js';
import { cloneDatabase, emptyDatabase } from '../support/database.js';
import { historyStarted, settleHistory } from '../support/history.js';
import { newsroomOf } from '../support/newsroom.js';

const LONG_MS = 120_000;

let app: TestApp;
let folder: string;
let articleId: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-audit-'));
  app = await startApp();
  await historyStarted(app);
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  articleId = (await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] })).id;
});
afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true });
});

const audit = (args: string[] = [], env: Readonly<Record<string, string>> = {}) =>
  runCommand('audit-history.js', args, {
    ...{ DATABASE_URL: app.databaseUrl, HISTORY_KEY: TEST_HISTORY_KEY, DATA_DIR: folder },
    ...env,
  });

test(
  'an audit exits with 0 where nothing is found, with 1 and a line for each finding, and with 2 where it cannot be made',
  async () => {
    const file = join(folder, 'heads');
    expect(await audit(['--save', file])).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^Checked 4 events and 1 revisions of 1 articles as of .*\n.* since .*\nDigest .*\nNothing was/,
      ),
      stderr: '',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await audit(['--since', file])).toMatchObject({ code: 0, stderr: '' });

    await app.owner.query(`UPDATE desk.events SET note = 'Read twice.' WHERE name = 'APPROVE'`);
    await app.owner.query(
      `INSERT INTO desk.events (id, article_id, name, to_state, revision_id)
       SELECT 'evt_added', article_id, 'APPROVE', 'APPROVED', revision_id FROM desk.events WHERE name = 'CREATE'`,
    );
    expect(await audit()).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^EVENT_CHANGED {3,}.*\n(.*\n)*1 events wait/),
    });
    await settleHistory(app);
    const found = await audit();
    expect(found).toMatchObject({ code: 1, stderr: '' });
    expect(found.stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(
        new RegExp(`^EVENT_CHANGED +${articleId}  evt_\\w+  APPROVE of 20.* is not as it was written`),
      ),
      expect.stringMatching(new RegExp(`^EVENT_ADDED +${articleId}  evt_added  APPROVE of 20.* has no hash`)),
    ]);
    expect(found.stdout).toContain('Findings: 2.');
    const json = (await audit(['--json'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(json).toEqual([
      { kind: 'EVENT_CHANGED', articleId, id: expect.any(String), message: expect.any(String) },
      { kind: 'EVENT_ADDED', articleId, id: 'evt_added', message: expect.any(String) },
      expect.objectContaining({ findings: 2, articles: 1, takesIn: false }),
    ]);
    const taken = await audit(['--take-in']);
    expect(taken).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Took in 1 events/) });
    expect(taken.stdout).toContain('was taken in: 1 on 20');
    expect(taken.stdout).toContain('Findings: 1.');

    for (const [args, env, message] of [
      [['--sinse', file], {}, 'Usage: npm run audit:history'],
      [['--save', file], {}, 'exists already'],
      [['--since', join(folder, 'none')], {}, 'none'],
      [[], { HISTORY_KEY: '' }, 'HISTORY_KEY is absent'],
      [[], { HISTORY_KEY: 'short' }, 'HISTORY_KEY was'],
    ] as const)
      expect(await audit([...args], env)).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
  },
  LONG_MS,
);

test('nothing is taken in where hashes have not begun', async () => {
  const database = await cloneDatabase();
  try {
    const outcome = await audit(['--take-in'], { DATABASE_URL: database.url });
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no mark') });
  } finally {
    await database.drop();
  }
});

test('an audit of a database that has no hashes exits with 2', async () => {
  const database = await emptyDatabase();
  try {
    const outcome = await audit([], { DATABASE_URL: database.url });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain('no hashes yet');
  } finally {
    await database.drop();
  }
});
