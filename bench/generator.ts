// The load, in a process of its own: autocannon with 32 connections, told over IPC what to send, and telling how it went.
import autocannon from 'autocannon';
import { oneOf, randomFrom } from './random.js';

export interface Load {
  /** Of the server and the path. */
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Bodies of POST, or what comes after the path of GET. */
  readonly requests: readonly string[];
  /** Each connection sends its share of `requests` in turn; else it draws from all of them. */
  readonly inTurn?: boolean;
  /** How long, or else as many requests as there are. */
  readonly seconds?: number;
  /** An answer of fewer bytes is no answer. */
  readonly leastBytes: number;
  readonly connections?: number;
}

export interface Outcome {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** What makes the figures worthless. */
  readonly failures: readonly string[];
}

const CONNECTIONS = 32;
/** Requests that a connection has at hand; it begins again after them. */
const AT_HAND = 1000;

async function run(load: Load): Promise<Outcome> {
  const connections = load.connections ?? CONNECTIONS;
  const { pathname, origin } = new URL(load.url);
  const request = (what: string) =>
    load.method === 'POST'
      ? { method: 'POST', path: pathname, body: what, headers: { 'content-type': 'application/json' } }
      : { method: 'GET', path: pathname + what };
  let clients = 0;
  let tooShort = 0;
  const times: number[] = [];
  const start = performance.now();
  let last = start;
  const running = autocannon({
    url: origin,
    connections,
    ...(load.seconds === undefined
      ? { amount: Math.max(load.requests.length, connections) }
      : { duration: load.seconds }),
    setupClient: (client) => {
      const nth = clients++;
      client.setRequests(chosen(load, nth, connections).map(request));
    },
  });
  running.on('response', (_client, status, bytes, milliseconds) => {
    times.push(milliseconds);
    last = performance.now();
    if (status === 200 && bytes < load.leastBytes) tooShort += 1;
  });
  const { errors, timeouts, non2xx } = await running;
  times.sort((one, other) => one - other);
  const failures = Object.entries({ errors, timeouts, 'not 2xx': non2xx, 'too short': tooShort })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  return {
    requests: times.length,
    seconds: (last - start) / 1000,
    p50: times[Math.floor(times.length * 0.5)] ?? NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? NaN,
    failures,
  };
}

function chosen({ requests, inTurn }: Load, nth: number, connections: number): string[] {
  if (requests.length === 1) return [...requests];
  if (inTurn) {
    const share = requests.filter((_, i) => i % connections === nth);
    return share.length > 0 ? share : [...requests.slice(0, 1)];
  }
  const random = randomFrom(nth + Math.floor(performance.now()));
  return Array.from({ length: AT_HAND }, () => oneOf(requests, random));
}

process.on('message', (load: Load) => {
  run(load).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
