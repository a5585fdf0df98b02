// The queue of background jobs: its tables come with our migrations.
import { readdirSync } from 'node:fs';
import pg from 'pg';
import { startWorker } from '../src/jobs/worker.js';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ backgroundJobs: false });
});
afterAll(() => app.close());

test('a migrated database has every migration that graphile-worker has', async () => {
  const { rows } = await app.owner.query<{ id: number }>(
    'SELECT id FROM graphile_worker.migrations ORDER BY id',
  );
  const numbers = readdirSync('node_modules/graphile-worker/sql').map((name) => Number.parseInt(name, 10));
  expect(rows.map(({ id }) => id)).toEqual(numbers.sort((a, b) => a - b));
});

test.each([
  ['copydesk_desk', undefined],
  ['copydesk_delivery', '42501'],
])('the role %s that adds a job gets the SQLSTATE %s', async (role, code) => {
  const session = await app.owner.connect();
  try {
    await session.query(`BEGIN; SET LOCAL ROLE ${role}`);
    const adding = session.query("SELECT graphile_worker.add_job('rerender')");
    expect(
      await adding.then(
        () => undefined,
        (error) => error.code,
      ),
    ).toBe(code);
  } finally {
    await session.query('ROLLBACK');
    session.release();
  }
});

test.each([
  ['done', async () => undefined],
  ['failed', async () => Promise.reject(new Error('The task failed.'))],
])(
  'a connection that ends while a job is marked as %s ends the runner, and not the process',
  async (_, run) => {
    await app.owner.query(`
    CREATE FUNCTION lose_connection() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE 'terminating connection' USING ERRCODE = 'admin_shutdown'; END $$;
    CREATE TRIGGER lose_connection BEFORE DELETE OR UPDATE OF last_error ON graphile_worker._private_jobs
      FOR EACH ROW EXECUTE FUNCTION lose_connection()`);
    const pool = new pg.Pool({ connectionString: app.databaseUrl, max: 3 });
    pool.on('error', () => undefined).on('connect', (connection) => connection.on('error', () => undefined));
    try {
      const runner = await startWorker(pool, { task: run });
      await expect(runner.promise).resolves.toBeUndefined();
    } finally {
      await pool.end();
      await app.owner.query('DROP FUNCTION lose_connection CASCADE');
    }
  },
);
