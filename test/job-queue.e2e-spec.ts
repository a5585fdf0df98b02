// The queue of background jobs: its tables come with our migrations.
import { readdirSync } from 'node:fs';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
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
