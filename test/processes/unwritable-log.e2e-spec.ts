// A log that nobody can write: the server goes on, and so do its workers.
import { closeSync, existsSync, openSync } from 'node:fs';
import { TEST_SECRET } from '../support/app.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { ask, graphqlPost } from '../support/http.js';
import { commands, until } from '../support/server-process.js';

/** Each write to it fails as on a full disk. */
const FULL_DISK = '/dev/full';

const copydesk = commands();
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await copydesk.endAll();
  await database.drop();
});

const environment = (more: Readonly<Record<string, string>>) => ({
  DATABASE_URL: database.url,
  AUTH_SECRET: TEST_SECRET,
  MIGRATE: 'off',
  LOG_LEVEL: 'debug',
  PORT: '0',
  ...more,
});

/** Each request to the desk is logged. */
async function expectAnswers(url: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const { status } = await ask(url, '/graphql/desk', graphqlPost({ query: '{ __typename }' }));
    expect(status).toBe(200);
  }
}

describe.each(['1', '2'])('with WORKERS=%s', (WORKERS) => {
  test('a server whose log is no longer read answers every request, and stops as always', async () => {
    const server = copydesk.run(environment({ WORKERS }));
    const url = await server.url;
    server.closeLog();
    await expectAnswers(url);
    expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
  });

  (existsSync(FULL_DISK) ? test : test.skip)(
    'a server whose log is on a full disk starts, answers every request, and stops as always',
    async () => {
      const log = openSync(FULL_DISK, 'w');
      try {
        const PORT = String(await freePort());
        const server = copydesk.run(environment({ WORKERS, PORT }), 'main.js', log);
        const url = `http://127.0.0.1:${PORT}`;
        await until(() =>
          ask(url, '/readyz').then(
            ({ status }) => status === 200,
            () => false,
          ),
        );
        await expectAnswers(url);
        expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
      } finally {
        closeSync(log);
      }
    },
  );
});
