// What Prometheus fetches, and who may.
import { createServer } from 'node:net';
import { startApp, type TestApp } from './support/app.js';
import { ask as askAt, type RequestOptions } from './support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (path: string, options?: RequestOptions) => askAt(app.url, path, options);
const get = (query: string) => ask(`/graphql?query=${encodeURIComponent(query)}`);

test('/metrics has request durations by path and status, and nothing of the requests themselves', async () => {
  for (let i = 0; i < 3; i++) await get('{ articles { totalCount } }');
  await ask('/graphql/desk?secret=told');
  const { status, headers, text } = await ask('/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(text).toMatch(/^copydesk_request_duration_seconds_count\{path="\/graphql",status="200"\} [1-9]/m);
  expect(text).toMatch(
    /^copydesk_request_duration_seconds_count\{path="\/graphql\/desk",status="405"\} [1-9]/m,
  );
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  for (const source of ['cache', 'api']) {
    expect(text).toMatch(new RegExp(`^copydesk_answers_total\\{source="${source}"\\} [1-9]`, 'm'));
  }
  expect(text).not.toContain('told');
});

test('in production metrics are for who has the token, and for nobody where there is none', async () => {
  const metricsToken = 'a token for the metrics';
  for (const token of [metricsToken, undefined]) {
    const other = await startApp({
      databaseUrl: app.databaseUrl,
      environment: 'production',
      metricsToken: token,
    });
    try {
      const statusWith = async (headers: Record<string, string>) =>
        (await fetch(`${other.url}/metrics`, { headers })).status;
      expect(await statusWith({})).toBe(404);
      expect(await statusWith({ Authorization: 'Bearer another token' })).toBe(404);
      expect(await statusWith({ Authorization: `Bearer ${metricsToken}` })).toBe(token ? 200 : 404);
    } finally {
      await other.close();
    }
  }
});

test('where METRICS_PORT is set, metrics are on that port only', async () => {
  const metricsPort = await freePort();
  const other = await startApp({ databaseUrl: app.databaseUrl, metricsPort });
  try {
    const there = (path: string) => fetch(`http://127.0.0.1:${metricsPort}${path}`);
    expect(await (await there('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await there('/graphql')).status).toBe(404);
    expect((await fetch(`${other.url}/metrics`)).status).toBe(404);
  } finally {
    await other.close();
  }
  await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
