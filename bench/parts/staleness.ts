// Counts responses that are stale after the mutation that published has returned: on the same server, on another one of
// the same database, and on that one with X-Content-Min-Seq. Both servers have cached the responses from before.
import { query } from '../databases.js';
import { Publisher, type Published } from '../publisher.js';
import type { Operations } from '../operations.js';
import { post } from '../same-responses.js';
import type { Server } from '../servers/server.js';

const PUBLICATION_COUNT = 40;
const STALE_TIMEOUT_MS = 2000;

export interface Staleness {
  readonly publications: number;
  /** Stale responses of the server that published. */
  readonly ownStale: number;
  /** Until the other server's last stale response; 0 where it gave none. */
  readonly otherLastStaleMs: number;
  /** Stale responses of the other server to requests with X-Content-Min-Seq. */
  readonly minSeqStale: number;
}

export async function measureStaleness(
  databaseUrl: string,
  { Q1, Q2 }: Operations,
  own: Server,
  other: Server,
): Promise<Staleness> {
  const newest = await query<{ id: string; slug: string }>(
    databaseUrl,
    'SELECT id, slug FROM bench.articles ORDER BY published_at DESC LIMIT 20',
  );
  const publisher = await Publisher.create(own.url, databaseUrl);
  /** Whether the article, or the first page with it, shows another title. */
  const isStale = async (server: Server, { slug, title }: Published, headers?: Record<string, string>) => {
    const requests = [
      { query: Q1.document, variables: { slug } },
      { query: Q2.document, variables: {} },
    ];
    const responses = await Promise.all(
      requests.map((body) => post(server.urlFor('Q1'), JSON.stringify(body), headers)),
    );
    return !responses.every(({ text }) => text.includes(JSON.stringify(title)));
  };
  const titles = new Map<string, string>();
  const result = { publications: PUBLICATION_COUNT, ownStale: 0, otherLastStaleMs: 0, minSeqStale: 0 };
  for (let i = 0; i < PUBLICATION_COUNT; i++) {
    const { id, slug } = newest[i % newest.length] ?? { id: '', slug: '' };
    for (const server of [own, other]) await isStale(server, { slug, title: '', seq: 0 });
    const published = await publisher.publish(id);
    titles.set(slug, published.title);
    const start = performance.now();
    const [ownIsStale, minSeqIsStale, lastStaleMs] = await Promise.all([
      isStale(own, published),
      isStale(other, published, { 'x-content-min-seq': String(published.seq) }),
      measureLastStaleMs(() => isStale(other, published), start),
    ]);
    result.ownStale += Number(ownIsStale);
    result.minSeqStale += Number(minSeqIsStale);
    result.otherLastStaleMs = Math.max(result.otherLastStaleMs, lastStaleMs);
  }
  await publisher.updateNormalisedTitles(titles);
  return result;
}

async function measureLastStaleMs(isStale: () => Promise<boolean>, start: number): Promise<number> {
  let lastMs = 0;
  while (await isStale()) {
    lastMs = performance.now() - start;
    if (lastMs > STALE_TIMEOUT_MS) return Infinity;
  }
  return lastMs;
}
