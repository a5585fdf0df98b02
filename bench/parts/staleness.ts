// Whether an answer is ever stale once the mutation that published has answered: on that server, on another one of the
// same database, and there when the number of the change is sent along. Both have kept the answers from before.
import { query } from '../databases.js';
import { Newsroom, type Published } from '../newsroom.js';
import type { Questions } from '../questions.js';
import { ask } from '../same-answers.js';
import type { Server } from '../servers/server.js';

const PUBLICATIONS = 40;
const TIMEOUT_MS = 2000;

export interface Staleness {
  readonly publications: number;
  /** Stale answers of the server that published. */
  readonly own: number;
  /** Milliseconds until the other server's last stale answer; 0 where it gave none. */
  readonly otherMost: number;
  /** Stale answers of the other server to requests with X-Content-Min-Seq. */
  readonly withMinSeq: number;
}

export async function measureStaleness(
  databaseUrl: string,
  { Q1, Q2 }: Questions,
  own: Server,
  other: Server,
): Promise<Staleness> {
  const newest = await query<{ id: string; slug: string }>(
    databaseUrl,
    'SELECT id, slug FROM bench.articles ORDER BY published_at DESC LIMIT 20',
  );
  const newsroom = await Newsroom.open(own.url, databaseUrl);
  /** Whether the article, or the front page that it stands on, shows another title. */
  const isStale = async (server: Server, { slug, title }: Published, headers?: Record<string, string>) => {
    const asked = [
      { query: Q1.document, variables: { slug } },
      { query: Q2.document, variables: {} },
    ];
    const answers = await Promise.all(
      asked.map((body) => ask(server.at('Q1'), JSON.stringify(body), headers)),
    );
    return !answers.every(({ text }) => text.includes(JSON.stringify(title)));
  };
  const titles = new Map<string, string>();
  const result = { publications: PUBLICATIONS, own: 0, otherMost: 0, withMinSeq: 0 };
  for (let i = 0; i < PUBLICATIONS; i++) {
    const { id, slug } = newest[i % newest.length] ?? { id: '', slug: '' };
    for (const server of [own, other]) await isStale(server, { slug, title: '', seq: 0 });
    const published = await newsroom.publish(id);
    titles.set(slug, published.title);
    const start = performance.now();
    const [stale, withMinSeq, milliseconds] = await Promise.all([
      isStale(own, published),
      isStale(other, published, { 'x-content-min-seq': String(published.seq) }),
      lastStale(() => isStale(other, published), start),
    ]);
    result.own += Number(stale);
    result.withMinSeq += Number(withMinSeq);
    result.otherMost = Math.max(result.otherMost, milliseconds);
  }
  await newsroom.rename(titles);
  return result;
}

async function lastStale(isStale: () => Promise<boolean>, start: number): Promise<number> {
  let last = 0;
  while (await isStale()) {
    last = performance.now() - start;
    if (last > TIMEOUT_MS) return Infinity;
  }
  return last;
}
