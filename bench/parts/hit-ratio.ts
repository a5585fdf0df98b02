// The share of reads that are cache hits where articles are read by Zipf's law, the most popular twice as often as the
// second and three times as often as the third, while one is published every second. The cache begins empty.
import type { Bench } from '../measure.js';
import { Publisher } from '../publisher.js';
import { requestBodies, type Operations } from '../operations.js';
import { seededRandom } from '../random.js';
import { metricsOf, startCopydesk } from '../servers/server.js';

const RUN_SECONDS = 10;
const READ_COUNT = 150_000;

export interface HitRatio {
  readonly ratio: number;
  readonly reads: number;
  readonly failures: readonly string[];
}

export async function measureHitRatio(
  { generator }: Bench,
  databaseUrl: string,
  { Q1 }: Operations,
  minBytes: number,
): Promise<HitRatio> {
  const server = await startCopydesk(databaseUrl, '64');
  const publisher = await Publisher.create(server.url, databaseUrl);
  const bodies = requestBodies(Q1);
  const drawRank = zipfRanks(bodies.length, seededRandom(3));
  const requests = Array.from({ length: READ_COUNT }, () => bodies[drawRank()] ?? '');
  const stopPublishing = publisher.publishEverySecond();
  const load = { url: server.urlFor('Q1'), method: 'POST', requests, inTurn: true, minBytes } as const;
  const { failures } = await generator.send({ ...load, seconds: RUN_SECONDS });
  await stopPublishing();
  const metrics = await metricsOf(server);
  const [hits, misses] = [countResponses(metrics, 'cache'), countResponses(metrics, 'api')];
  await server.stop();
  return { ratio: hits / (hits + misses), reads: hits + misses, failures };
}

/** Draws ranks from 0 to `count` - 1, each rank r in proportion to 1 / (r + 1). */
function zipfRanks(count: number, random: () => number): () => number {
  const sums = new Float64Array(count);
  for (let i = 0, sum = 0; i < count; i++) sums[i] = sum += 1 / (i + 1);
  const total = sums[count - 1] ?? 0;
  return () => {
    const target = random() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The server's own count of responses from `source`. */
function countResponses(metrics: string, source: 'cache' | 'api'): number {
  const line = new RegExp(`^copydesk_answers_total{[^}]*source="${source}".* (\\d+)$`, 'm').exec(metrics);
  if (line === null) throw new Error(`/metrics has no count of responses from ${source}.`);
  return Number(line[1]);
}
