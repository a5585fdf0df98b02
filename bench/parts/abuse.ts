// What readers wait for while one client tries to stop them: 20 readers, of whose requests half are cached and half are executed,
// each at its own pace, beside three requests at a time of one kind of abuse. What is refused is refused; the readers must not notice.
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../databases.js';
import { measureContestants, type Bench, type Contestant, type Figures } from '../measure.js';
import { requestBodies, uniqueRequestBodies, type Operations } from '../operations.js';
import { largestChildBytes } from '../processes.js';
import { deskAttempts } from './desk-abuse.js';
import type { Server } from '../servers/server.js';

const READERS = 20;
/** Of all readers together: a third of what two cores serve. */
const READS_PER_SECOND = 400;
const CACHED_READS = 200;
const ABUSERS = 3;
/** A client that is refused at once would otherwise measure its own CPU on the same machine. */
const BETWEEN_REQUESTS_MS = 5;

export const READERS_ALONE = 'readers alone';

export interface AbuseFigures {
  readonly readers: Figures;
  /** Of the abuse: requests that were answered with data, and those that were refused. */
  readonly answered: number;
  readonly refused: number;
  /** Of the largest session of PostgreSQL, when the abuse had ended; NaN where it cannot be measured. */
  readonly sessionBytes: number;
}

/** By the name of the attempt. */
export type Abuse = ReadonlyMap<string, AbuseFigures>;

export interface Attempt {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of the nth request. */
  readonly body: (nth: number) => string;
  /** What is so meanwhile. @returns what ends it */
  readonly during?: () => Promise<() => Promise<void>>;
}

export async function measureAbuse(
  bench: Bench,
  databaseUrl: string,
  operations: Operations,
  server: Server,
): Promise<Abuse> {
  const counts = new Map<string, { answered: number; refused: number; sessionBytes: number }>();
  const contestant = (name: string, attempt?: Attempt): Contestant => {
    const its = { answered: 0, refused: 0, sessionBytes: 0 };
    counts.set(name, its);
    return {
      name,
      server,
      load: () => ({ ...readsOf(operations, bench.seconds), url: server.urlFor('Q1') }),
      startBackgroundWork: () => {
        const stop = attempt ? startAbuse(server.url, attempt, its) : () => Promise.resolve();
        return async () => {
          await stop();
          const bytes = bench.postmasterPid === undefined ? NaN : largestChildBytes(bench.postmasterPid);
          its.sessionBytes = Math.max(its.sessionBytes, bytes);
        };
      },
    };
  };
  const attempts = { ...(await delivered(databaseUrl)), ...(await deskAttempts(server, databaseUrl)) };
  const figures = await measureContestants(bench, [
    contestant(READERS_ALONE),
    ...Object.entries(attempts).map(([name, attempt]) => contestant(name, attempt)),
  ]);
  const none = { answered: 0, refused: 0, sessionBytes: NaN };
  return new Map([...figures].map(([name, readers]) => [name, { readers, ...(counts.get(name) ?? none) }]));
}

/** As many requests as are sent in so many seconds: preparing more would be work beside the reads. */
function readsOf({ Q1 }: Operations, seconds: number) {
  const cached = requestBodies(Q1).slice(0, CACHED_READS);
  const executed = uniqueRequestBodies(Q1, (seconds + 1) * (READS_PER_SECOND / 2));
  return {
    method: 'POST' as const,
    requests: executed.flatMap((body, i) => [body, cached[i % cached.length] ?? '']),
    inTurn: true,
    connections: READERS,
    requestsPerSecond: READS_PER_SECOND,
    minBytes: 1,
  };
}

/** @returns what stops it */
function startAbuse(
  url: string,
  { path, headers, body, during }: Attempt,
  counts: { answered: number; refused: number },
): () => Promise<void> {
  let isStopped = false;
  let nth = 0;
  const abuse = async (): Promise<void> => {
    while (!isStopped) {
      const isAnswered = await isAnsweredWithData(url + path, body(nth++), headers);
      counts[isAnswered ? 'answered' : 'refused'] += 1;
      await sleep(BETWEEN_REQUESTS_MS);
    }
  };
  const begun = Promise.resolve(during?.()).then((end) => ({
    end,
    abusers: Array.from({ length: ABUSERS }, abuse),
  }));
  return async () => {
    isStopped = true;
    const { end, abusers } = await begun;
    await end?.();
    await Promise.all(abusers);
  };
}

async function isAnsweredWithData(url: string, body: string, headers: Attempt['headers']): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return response.status === 200 && text.startsWith('{"data"');
  } catch (error) {
    // The server has closed the connection before all of a long body was sent.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** What is tried at the delivery API. */
async function delivered(databaseUrl: string): Promise<Readonly<Record<string, Attempt>>> {
  const slugsOf = async (table: string, count: number) =>
    (await query<{ slug: string }>(databaseUrl, `SELECT slug FROM ${table} LIMIT ${count}`)).map(
      ({ slug }) => slug,
    );
  const [tags, authors] = [await slugsOf('bench.tags', 200), await slugsOf('bench.authors', 20)];
  const post = (body: (nth: number) => object): Attempt => {
    return { path: '/graphql', body: (nth) => JSON.stringify(body(nth)) };
  };
  const long = (json: object): Attempt => {
    const body = JSON.stringify(json);
    return { path: '/graphql', body: () => body };
  };
  const times = (count: number, text: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => text(i));
  const some = (nth: number) => times(20, (i) => tags[(nth + i) % tags.length] ?? '');
  const lists = 'query ($where: ArticleWhere) { articles(where: $where) { totalCount nodes { id } } }';
  const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Article { title } } }';
  return {
    'twenty slugs in each list': post((n) => ({
      query: lists,
      variables: { where: { tags: some(n), anyTag: some(n + 20), authors } },
    })),
    'three thousand slugs': post((n) => ({
      query: lists,
      variables: { where: { anyTag: times(3000, (i) => `slug-${n}-${i}`) } },
    })),
    '60 documents of nested lists': post((n) => ({
      query: nested(n % 60),
      variables: { s: tags[n % tags.length], unused: n },
    })),
    'ever other ids': post((n) => ({
      query: nodes,
      variables: { ids: times(100, (i) => `art_${n}_${i}`) },
    })),
    'ever other ids in the document': post((n) => ({
      query: `{ nodes(ids: ${JSON.stringify(times(100, (i) => `art_${n}_${i}`))}) { id } }`,
    })),
    'a field 560 times': post((n) => ({
      query: `{ articles(first: 1) { nodes { ${times(560, () => 'id').join(' ')} } } } # ${n}`,
    })),
    '500,000 ids': long({ query: nodes, variables: { ids: times(500_000, (i) => `art_${i}`) } }),
    '300,000 variables': long({
      query: '{ __typename }',
      variables: Object.fromEntries(times(300_000, (i) => `v${i}`).map((name) => [name, 1])),
    }),
    'four searches for common words': post((n) => ({
      query: searches(4),
      variables: { words: 'harbour', unused: n },
    })),
    '200 searches': post((n) => ({ query: searches(200), variables: { words: 'harbour', unused: n } })),
  };
}

function searches(count: number): string {
  const fields = Array.from(
    { length: count },
    (_, i) => `s${i}: search(query: $words, first: 10) { nodes { title } }`,
  );
  return `query ($words: String!) { ${fields.join(' ')} }`;
}

/** 2.9 KB: four tags with eight lists each. */
function nested(nth: number): string {
  const list = (i: number) =>
    `l${nth}_${i}: articles(first: 1) { nodes { id title tags { id } authors { id } } }`;
  const lists = Array.from({ length: 8 }, (_, i) => list(i)).join(' ');
  const fields = Array.from({ length: 4 }, (_, i) => `t${i}: tag(slug: $s) { ${lists} }`);
  return `query ($s: String!) { ${fields.join(' ')} }`;
}
