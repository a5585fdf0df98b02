// Starting and stopping servers on an external database: several at once, none before its database is ready, none with an
// invalid configuration, and each completes the requests in flight.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { asOwner, emptyDatabase, type TestDatabase } from '../support/database.js';
import { ask, askDesk, signIn } from '../support/http.js';
import { commands, type ServerProcess, until } from '../support/server-process.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a password nobody says' };
const ENVIRONMENT = {
  PORT: '0',
  AUTH_SECRET: 'the same for all servers, and 32 bytes or more',
  ADMIN_EMAIL: ADMINISTRATOR.email,
  ADMIN_PASSWORD: ADMINISTRATOR.password,
};
/** As migrations.ts has it. */
const MIGRATION_LOCK = 0x6d696772;

const copydesk = commands();
let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(async () => {
  await copydesk.endAll();
  await database.drop();
});

const CREATE_TAG = 'mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { name } } }';

/** A request to the desk that is sent piece by piece. */
function post(url: string, token: string, agent: Agent) {
  const headers = {
    ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
    // The server answers the headers with 100 Continue, and so tells that it has the request.
    expect: '100-continue',
  };
  const outgoing = request(`${url}/graphql/desk`, { method: 'POST', agent, headers });
  const answer = once(outgoing, 'response').then(async ([incoming]: IncomingMessage[]) => ({
    status: incoming?.statusCode,
    body: JSON.parse(incoming ? await text(incoming) : ''),
  }));
  return {
    answer,
    arrived: once(outgoing, 'continue'),
    write: (part: string) => outgoing.write(part),
    end: (part: string) => outgoing.end(part),
  };
}

describe('several servers that start together on an empty database', () => {
  let servers: ServerProcess[];
  let urls: string[];
  beforeAll(async () => {
    const env = { ...ENVIRONMENT, DATABASE_URL: database.url };
    servers = [env, env, { ...env, METRICS_PORT: '0' }].map((each) => copydesk.run(each));
    urls = await Promise.all(servers.map(({ url }) => url));
  });

  test('all become ready and migrate once', async () => {
    for (const url of urls) expect(await ask(url, '/readyz')).toMatchObject({ status: 200 });
    const owner = asOwner(database.url);
    try {
      const { rows } = await owner.query(
        'SELECT count(*)::int AS all, count(DISTINCT migration_name)::int AS once FROM _prisma_migrations',
      );
      expect(rows[0].all).toBeGreaterThan(0);
      expect(rows[0].once).toBe(rows[0].all);
    } finally {
      await owner.end();
    }
  });

  test('create one first administrator, who can sign in at each', async () => {
    const tokens = await Promise.all(urls.map((url) => signIn(url, ADMINISTRATOR)));
    const data = await askDesk(urls[1] ?? '', '{ users { nodes { email role } } }', undefined, tokens[0]);
    expect(data.users.nodes).toEqual([{ email: ADMINISTRATOR.email, role: 'ADMIN' }]);
  });

  test('log the metrics address where METRICS_PORT is set, and serve nothing else there', async () => {
    const metricsUrl = servers[2]?.metricsUrl() ?? '';
    expect(await ask(metricsUrl, '')).toMatchObject({
      text: expect.stringContaining('process_cpu_seconds_total'),
    });
    expect((await ask(metricsUrl, '/graphql')).status).toBe(404);
    expect((await ask(urls[2] ?? '', '/metrics')).status).toBe(404);
    expect((await ask(urls[0] ?? '', '/metrics')).status).toBe(200);
  });

  test('exit with an error when the port is in use', async () => {
    const { port } = new URL(urls[1] ?? '');
    const { code, output } = await copydesk.run({ ...ENVIRONMENT, DATABASE_URL: database.url, PORT: port })
      .ended;
    expect([code, output]).toEqual([1, expect.stringContaining(port)]);
    expect(output).not.toMatch(/^ {4}at /m);
  });

  test('complete requests in flight on SIGTERM, accept no new ones and exit with 0', async () => {
    const [server, url = ''] = [servers[0], urls[0]];
    const token = await signIn(url, ADMINISTRATOR);
    const owner = asOwner(database.url);
    const lock = await owner.connect();
    const agent = new Agent({ keepAlive: true });
    try {
      // One that waits for the database, and one whose body has come half way.
      await lock.query('BEGIN; LOCK TABLE desk.tags');
      const name = 'Begun';
      const waiting = post(url, token, agent);
      waiting.end(JSON.stringify({ query: CREATE_TAG, variables: { input: { name } } }));
      const slow = post(url, token, agent);
      slow.write('{"query":"{ viewer ');
      await slow.arrived;
      await until(async () => {
        const { rows } = await owner.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rows.length > 0;
      });

      let isOver = false;
      const end = server?.kill('SIGTERM').finally(() => (isOver = true));
      await until(() =>
        ask(url, '/healthz').then(
          () => false,
          () => true,
        ),
      );
      expect(isOver).toBe(false);
      slow.end('{ email } }"}');
      expect(await slow.answer).toEqual({
        status: 200,
        body: { data: { viewer: { email: ADMINISTRATOR.email } } },
      });
      await lock.query('COMMIT');
      expect(await waiting.answer).toEqual({
        status: 200,
        body: { data: { createTag: { tag: { name } } } },
      });
      // Though its clients would have kept their connections.
      const answeredAt = Date.now();
      expect(await end).toMatchObject({ code: 0 });
      expect(Date.now() - answeredAt).toBeLessThan(5000);
    } finally {
      agent.destroy();
      lock.release();
      await owner.end();
    }
  });
});

/** Warnings and errors of a log, without their time. */
const complaintsIn = (output: string): string[] =>
  output
    .split('\n')
    .filter((line) => /^\{"level":"(warn|error)"/.test(line))
    .map((line) => JSON.stringify({ ...JSON.parse(line), time: undefined }));

test('a server with MIGRATE=off is not ready until db:migrate has run, and logs why once', async () => {
  const empty = await emptyDatabase();
  try {
    const env = { ...ENVIRONMENT, DATABASE_URL: empty.url };
    const server = copydesk.run({ ...env, MIGRATE: 'off' });
    const url = await server.url;
    expect((await ask(url, '/healthz')).status).toBe(200);
    const { status, body } = await ask(url, '/readyz');
    expect([status, body]).toEqual([
      503,
      { status: 'unavailable', why: expect.stringContaining('Migrations are pending') },
    ]);

    const { code, output } = await copydesk.run(
      { DATABASE_URL: empty.url, AUTH_SECRET: ENVIRONMENT.AUTH_SECRET },
      'migrate.js',
    ).ended;
    expect([code, output]).toEqual([0, expect.stringContaining('Applied ')]);
    await until(async () => (await ask(url, '/readyz')).status === 200);
    // Asked of the database: the server counts who tries to sign in before there is anybody.
    const owner = asOwner(empty.url);
    try {
      await until(async () => (await owner.query('SELECT 1 FROM desk.users')).rows.length > 0);
    } finally {
      await owner.end();
    }
    await signIn(url, ADMINISTRATOR);
    const end = await server.kill('SIGTERM');
    expect(end.code).toBe(0);
    const complaints = complaintsIn(end.output);
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints).toEqual([...new Set(complaints)]);
  } finally {
    await copydesk.endAll();
    await empty.drop();
  }
});

test('a server that gets SIGTERM while another migrates exits', async () => {
  const empty = await emptyDatabase();
  const another = asOwner(empty.url);
  const migrating = await another.connect();
  try {
    await migrating.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    const server = copydesk.run({ ...ENVIRONMENT, DATABASE_URL: empty.url });
    await until(async () => {
      // Of this database: tests in other files migrate theirs in the same cluster.
      const { rows } = await another.query(`
          SELECT FROM pg_stat_activity WHERE datname = current_database()
            AND application_name = 'copydesk-migrate' AND query LIKE '%pg_try_advisory_lock%'`);
      return rows.length > 0;
    });
    expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
  } finally {
    migrating.release();
    await copydesk.endAll();
    await another.end();
    await empty.drop();
  }
});

describe('a start is refused with the reason and exit code 1 for', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-start-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const SECRETS = /canary/;

  const ended = async (env: Record<string, string>, file?: string) => {
    const { code, output } = await copydesk.run({ DATA_DIR: dataDir, PORT: '0', ...env }, file).ended;
    expect(code).toBe(1);
    expect(output).not.toMatch(SECRETS);
    expect(output).not.toMatch(/^ {4}at /m);
    return output;
  };

  test('an invalid configuration, naming every wrong variable and no secret', async () => {
    const wrong = {
      NODE_ENV: 'production',
      PORT: 'eighty',
      DATABASE_URL: 'mysql://desk:canary1@db/desk',
      ADMIN_PASSWORD: 'canary2',
      AUTH_SECRET: 'canary3',
      DESK_ORIGINS: 'desk.example',
      FOUR_EYES: 'sometimes',
    };
    const outputs = await Promise.all(['main.js', 'migrate.js'].map((file) => ended(wrong, file)));
    for (const output of outputs) {
      const { NODE_ENV: _, ...names } = wrong;
      for (const name of [...Object.keys(names), 'ADMIN_EMAIL']) expect(output).toContain(`${name} was`);
    }
  });

  test('an invalid manifest, naming every wrong document', async () => {
    const manifest = join(dataDir, 'manifest.json');
    writeFileSync(manifest, JSON.stringify({ broken: '{', good: '{ __typename }', unknown: '{ drafts }' }));
    const output = await ended({
      ...ENVIRONMENT,
      DATABASE_URL: database.url,
      PERSISTED_DOCUMENTS: manifest,
    });
    expect(output.match(/PERSISTED_DOCUMENTS .*/g)).toEqual([
      expect.stringMatching(/manifest\.json.* broken: /),
      expect.stringMatching(/manifest\.json.* unknown: .*drafts/),
    ]);
  });

  test('a database that does not respond', async () => {
    const nobody = 'postgresql://desk:canary@127.0.0.1:1/desk';
    const output = await ended({ ...ENVIRONMENT, DATABASE_URL: nobody });
    expect(output).toMatch(/DATABASE_URL.*127\.0\.0\.1:1/);
  });

  test('the demo in production', async () => {
    const output = await ended({ NODE_ENV: 'production', AUTH_SECRET: ENVIRONMENT.AUTH_SECRET }, 'demo.js');
    expect(output).toContain('NODE_ENV');
  });
});
