// A server that is killed while it renders anew what an earlier renderer made: the next one goes on where it was.
import type { Pool } from 'pg';
import { startApp, TEST_SECRET } from '../support/app.js';
import { articleCopies } from '../support/article-copies.js';
import { asOwner, cloneDatabase, type TestDatabase } from '../support/database.js';
import { newsroomOf } from '../support/newsroom.js';
import { commands, until } from '../support/server-process.js';
import { countRenderings, countStale, makeStale, OLD_HTML } from '../support/stale-renderings.js';

const ARTICLES = 300;

const copydesk = commands();
let database: TestDatabase;
let owner: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  owner = asOwner(database.url);
  const app = await startApp({ databaseUrl: database.url });
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const authorIds = [await newsroom.author(editor)];
  const body = Array.from({ length: 40 }, (_, i) => `## Part ${i}\n\nSome *prose* of ${i} ~words~.`).join(
    '\n\n',
  );
  const { id } = await newsroom.published(writer, editor, { authorIds, body });
  const copy = await articleCopies(owner);
  for (let i = 1; i < ARTICLES; i++) await copy(id);
  await app.close();
});
afterAll(async () => {
  await copydesk.endAll();
  await owner.end();
  await database.drop();
});

test('a server that is killed three times on the way goes on, and renders nothing twice', async () => {
  const timesOfEach = await countRenderings(owner);
  await makeStale(owner);
  await owner.query('TRUNCATE public.rendered');
  const all = await countStale(owner);
  const start = () =>
    copydesk.run({
      ...{ PORT: '0', AUTH_SECRET: TEST_SECRET, MIGRATE: 'off' },
      DATABASE_URL: database.url,
    });
  const lefts: number[] = [];
  for (let kills = 0; kills < 3; kills++) {
    const server = start();
    const before = await countStale(owner);
    await until(async () => (await countStale(owner)) < before - 20);
    await server.kill('SIGKILL');
    lefts.push(await countStale(owner));
  }
  expect(lefts[0]).toBeLessThan(all);
  expect(lefts[2]).toBeGreaterThan(0);
  const last = start();
  await until(async () => (await countStale(owner)) === 0, 120_000);
  expect(await timesOfEach()).toEqual([1]);
  const { rows } = await owner.query(`SELECT count(*)::int AS old FROM delivery.articles WHERE html = $1`, [
    OLD_HTML,
  ]);
  expect(rows).toEqual([{ old: 0 }]);
  expect((await last.kill('SIGTERM')).code).toBe(0);
});
