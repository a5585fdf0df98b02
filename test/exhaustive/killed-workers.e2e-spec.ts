// Workers that are killed while they get connections, seen by clients.
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAppWith, TEST_SECRET, type TestApp } from '../support/app.js';
import { commands, isRunning, type ServerProcess, until } from '../support/server-process.js';

/** A connection that is lost waits for ever. */
const MAX_WAIT_MS = 5000;
const KILLS = 20;

const copydesk = commands();
let app: TestApp;
let server: ServerProcess;
beforeAll(async () => {
  app = await startAppWith({}, async ({ databaseUrl }) => {
    server = copydesk.run({
      PORT: '0',
      WORKERS: '4',
      AUTH_SECRET: TEST_SECRET,
      DATABASE_URL: databaseUrl,
    });
    return { url: await server.url, stop: () => server.kill('SIGTERM') };
  });
});
afterAll(async () => {
  await app.close();
  await copydesk.endAll();
});

const running = () => server.processes(/Nest application successfully started/).filter(isRunning);

/** Over a connection of its own. */
const answerOrReset = () =>
  new Promise<'answered' | 'reset' | 'lost'>((resolve) => {
    const outgoing = get(`${app.url}/healthz`, { agent: false, timeout: MAX_WAIT_MS }, (incoming) => {
      incoming.resume().once('end', () => resolve('answered'));
    });
    outgoing.once('timeout', () => {
      resolve('lost');
      outgoing.destroy();
    });
    outgoing.once('error', () => resolve('reset'));
  });

test('workers that are killed twenty times under load leave no client waiting: each request is answered or reset', async () => {
  const outcomes = { answered: 0, reset: 0, lost: 0 };
  const isOver = new AbortController();
  const clients = Array.from({ length: 16 }, async () => {
    while (!isOver.signal.aborted) outcomes[await answerOrReset()]++;
  });
  for (let kill = 0; kill < KILLS; kill++) {
    // Whoever died has been replaced, however often that slot did.
    await until(() => running().length > 1);
    const [victim = 0] = running();
    process.kill(victim, 'SIGKILL');
    await until(() => !isRunning(victim));
    await sleep(100);
  }
  isOver.abort();
  await Promise.all(clients);
  expect(outcomes).toMatchObject({ lost: 0 });
  expect(outcomes.answered).toBeGreaterThan(KILLS);
});
