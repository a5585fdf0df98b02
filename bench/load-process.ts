// Generates the load in a process of its own: autocannon with 32 connections. A Load arrives over IPC, and its LoadResult
// goes back the same way.
import autocannon from 'autocannon';
import { oneOf, seededRandom } from './random.js';

export interface Load {
  /** Of the server, with the path. */
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Bodies of POST, or the query strings of GET. */
  readonly requests: readonly string[];
  /** Each connection sends its share of `requests` in turn; otherwise it draws from all of them. */
  readonly inTurn?: boolean;
  /** How long the load runs; without it, as many requests are sent as there are. */
  readonly seconds?: number;
  /** A response with fewer bytes counts as a failure. */
  readonly minBytes: number;
  readonly connections?: number;
  /** Of all connections together; without it, each sends its next request as soon as it has its response. */
  readonly requestsPerSecond?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What makes the figures invalid. */
  readonly failures: readonly string[];
}

const DEFAULT_CONNECTIONS = 32;
/** A connection that draws its requests repeats them after so many. */
const REQUESTS_PER_CONNECTION = 1000;

async function run(load: Load): Promise<LoadResult> {
  const connections = load.connections ?? DEFAULT_CONNECTIONS;
  const { pathname, origin } = new URL(load.url);
  const toRequest = (bodyOrQueryString: string) =>
    load.method === 'POST'
      ? {
          method: 'POST',
          path: pathname,
          body: bodyOrQueryString,
          headers: { 'content-type': 'application/json', ...load.headers },
        }
      : { method: 'GET', path: pathname + bodyOrQueryString, headers: { ...load.headers } };
  let clients = 0;
  let tooShort = 0;
  const timesMs: number[] = [];
  const start = performance.now();
  let last = start;
  const running = autocannon({
    url: origin,
    connections,
    ...(load.requestsPerSecond !== undefined && { overallRate: load.requestsPerSecond }),
    ...(load.seconds === undefined
      ? { amount: Math.max(load.requests.length, connections) }
      : { duration: load.seconds }),
    setupClient: (client) => {
      const nth = clients++;
      client.setRequests(requestsOfConnection(load, nth, connections).map(toRequest));
    },
  });
  running.on('response', (_client, status, bytes, milliseconds) => {
    timesMs.push(milliseconds);
    last = performance.now();
    if (status === 200 && bytes < load.minBytes) tooShort += 1;
  });
  const { errors, timeouts, non2xx } = await running;
  timesMs.sort((one, other) => one - other);
  const failures = Object.entries({ errors, timeouts, 'not 2xx': non2xx, 'too short': tooShort })
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  return {
    requests: timesMs.length,
    seconds: (last - start) / 1000,
    p50Ms: timesMs[Math.floor(timesMs.length * 0.5)] ?? NaN,
    p99Ms: timesMs[Math.floor(timesMs.length * 0.99)] ?? NaN,
    failures,
  };
}

function requestsOfConnection({ requests, inTurn }: Load, nth: number, connections: number): string[] {
  if (requests.length === 1) return [...requests];
  if (inTurn) {
    const share = requests.filter((_, i) => i % connections === nth);
    return share.length > 0 ? share : [...requests.slice(0, 1)];
  }
  const random = seededRandom(nth + Math.floor(performance.now()));
  return Array.from({ length: REQUESTS_PER_CONNECTION }, () => oneOf(requests, random));
}

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
