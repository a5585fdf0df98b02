// SIGTERM under load: clients that keep their connections get an answer to everything that they send over them.
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_SECRET } from '../support/app.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { commands, until } from '../support/server-process.js';

const ROUNDS = 10;
const ENVIRONMENT = { PORT: '0', AUTH_SECRET: TEST_SECRET, MIGRATE: 'off' };

const copydesk = commands();
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await copydesk.endAll();
  await database.drop();
});

interface Exchange {
  /** Over a connection that had been kept. */
  readonly isReused: boolean;
  readonly status?: number | undefined;
  readonly closes?: boolean;
  readonly error?: string;
}

function send(url: string, path: string, agent: Agent): Promise<Exchange> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(`${url}${path}`, { method: 'POST', agent, headers });
    outgoing.on('response', async (incoming: IncomingMessage) => {
      const isReused = outgoing.reusedSocket;
      await text(incoming);
      resolve({ isReused, status: incoming.statusCode, closes: incoming.headers.connection === 'close' });
    });
    outgoing.on('error', (error) => resolve({ isReused: outgoing.reusedSocket, error: String(error) }));
    outgoing.end('{"query":"{ __typename }"}');
  });
}

/** Sends one request after another, until no connection is accepted. */
function startClient(url: string, path: string, pauseMs: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const exchanges: Exchange[] = [];
  const sending = async () => {
    for (;;) {
      const exchange = await send(url, path, agent);
      if (exchange.error !== undefined && !exchange.isReused) break;
      exchanges.push(exchange);
      await sleep(pauseMs);
    }
    agent.destroy();
  };
  return { exchanges, refused: sending() };
}

async function stopUnderLoad(workers: string, round: number): Promise<void> {
  const server = copydesk.run({ ...ENVIRONMENT, DATABASE_URL: database.url, WORKERS: workers });
  const url = await server.url;
  const clients = ['/graphql', '/graphql/desk'].flatMap((path) =>
    [0, 1, 7, 30].map((pauseMs) => startClient(url, path, pauseMs)),
  );
  await until(() => clients.every(({ exchanges }) => exchanges.length > 2));
  await sleep(13 * round);
  const end = server.kill('SIGTERM');
  for (const { exchanges, refused } of clients) {
    await refused;
    expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
    expect(exchanges.at(-1)).toMatchObject({ closes: true });
  }
  expect(await end).toMatchObject({ code: 0 });
}

test.each(['1', '2'])(
  'with WORKERS=%s, ten servers that get SIGTERM under load answer each request of their clients, and exit with 0',
  async (workers) => {
    for (let round = 0; round < ROUNDS; round++) await stopUnderLoad(workers, round);
  },
);
