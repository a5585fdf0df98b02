// How many reads are hits where articles are read as on the web, the most popular twice as often as the second, three
// times as often as the third (Zipf), while one is published every second. The cache begins empty.
import type { Bench } from '../measure.js';
import { Newsroom } from '../newsroom.js';
import { bodiesOf, type Questions } from '../questions.js';
import { randomFrom } from '../random.js';
import { copydesk, type Server } from '../servers/server.js';

const SECONDS = 10;
const READS = 150_000;

export interface HitRatio {
  readonly ratio: number;
  readonly reads: number;
  readonly failures: readonly string[];
}

export async function measureHitRatio(
  { generator }: Bench,
  databaseUrl: string,
  { Q1 }: Questions,
  leastBytes: number,
): Promise<HitRatio> {
  const server = await copydesk(databaseUrl, '64');
  const newsroom = await Newsroom.open(server.url, databaseUrl);
  const bodies = bodiesOf(Q1);
  const rank = zipf(bodies.length, randomFrom(3));
  const requests = Array.from({ length: READS }, () => bodies[rank()] ?? '');
  const stop = newsroom.everySecond();
  const load = { url: server.at('Q1'), method: 'POST', requests, inTurn: true, leastBytes } as const;
  const { failures } = await generator.send({ ...load, seconds: SECONDS });
  await stop();
  const [hits, misses] = [await answersFrom(server, 'cache'), await answersFrom(server, 'api')];
  await server.end();
  return { ratio: hits / (hits + misses), reads: hits + misses, failures };
}

/** Draws 0 to `count` - 1, each in proportion to 1 / (1 + itself). */
function zipf(count: number, random: () => number): () => number {
  const sums = new Float64Array(count);
  for (let i = 0, sum = 0; i < count; i++) sums[i] = sum += 1 / (i + 1);
  const total = sums[count - 1] ?? 0;
  return () => {
    const wanted = random() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** What the server has counted itself; NaN where it does not. */
async function answersFrom(server: Server, source: 'cache' | 'api'): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const lines = metrics.match(new RegExp(`^copydesk_answers_total{[^}]*source="${source}".*`, 'gm'));
  return lines?.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0) ?? NaN;
}
