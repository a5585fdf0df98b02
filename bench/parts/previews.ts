// Compares queries in a preview with the same queries of a reader, without a cache: of one article, of the site as of tomorrow,
// and of the site as of a while ago. One request at a time, so that what counts is what a query costs.
import { query } from '../databases.js';
import { measureContestants, type Bench, type Contestant, type Figures } from '../measure.js';
import { requestBodies, type Operation, type Operations } from '../operations.js';
import type { Publisher } from '../publisher.js';
import type { Server } from '../servers/server.js';

/** So many articles are newer than the instant past. */
const PAST_OFFSET = 100;
const TOMORROW_MS = 86_400_000;

export const READER = 'reader';

/** By what is read: the reader, and each preview. */
export type Previews = ReadonlyMap<string, ReadonlyMap<string, Figures>>;

export async function measurePreviews(
  bench: Bench,
  databaseUrl: string,
  { Q1, Q2, Q3 }: Operations,
  server: Server,
  publisher: Publisher,
): Promise<Previews> {
  const [article] = await query<{ id: string; slug: string; published_at: Date }>(
    databaseUrl,
    'SELECT id, slug, published_at FROM bench.articles ORDER BY published_at DESC OFFSET $1 LIMIT 1',
    [PAST_OFFSET],
  );
  if (article === undefined) throw new Error(`There are fewer than ${PAST_OFFSET} articles.`);
  const tokens: Readonly<Record<string, string | undefined>> = {
    [READER]: undefined,
    'of an article': await publisher.createPreview({ articleId: article.id }),
    'as of tomorrow': await publisher.createPreview({
      asOf: new Date(Date.now() + TOMORROW_MS).toISOString(),
    }),
    'as of the past': await publisher.createPreview({ asOf: article.published_at.toISOString() }),
  };
  const operations: Readonly<Record<string, Operation>> = {
    'the previewed article': { ...Q1, variables: [{ slug: article.slug }] },
    'another article': Q1,
    'the newest articles': Q2,
    'a tag and its articles': Q3,
  };
  const previews = new Map<string, ReadonlyMap<string, Figures>>();
  for (const [what, operation] of Object.entries(operations)) {
    const contestants = Object.entries(tokens).map(([name, token]): Contestant => {
      const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
      const load = {
        url: server.urlFor('Q1'),
        method: 'POST' as const,
        connections: 1,
        minBytes: 1,
        headers,
      };
      return { name, server, load: () => ({ ...load, requests: requestBodies(operation) }) };
    });
    previews.set(what, await measureContestants(bench, contestants));
  }
  return previews;
}
