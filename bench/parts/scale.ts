// Compares a million articles with a few thousand, and a page at position 500,000 with the first one.
import { measureContestants, type Bench, type Contestant, type Figures } from '../measure.js';
import {
  requestBodies,
  OPERATION_NAMES,
  pageAfter,
  loadOperations,
  TOTAL_COUNT,
  type Operation,
} from '../operations.js';
import { post } from '../same-responses.js';
import { startCopydesk, type Server } from '../servers/server.js';

export const FAR_PAGE_OFFSET = 500_000;

/** By the name of the comparison: `few` articles before, and `many`. */
export type Scale = ReadonlyMap<string, ReadonlyMap<string, Figures>>;

export interface DataSet {
  readonly articles: number;
  readonly url: string;
}

export async function measureScale(bench: Bench, small: DataSet, large: DataSet): Promise<Scale> {
  const contestantFor = async (
    name: 'few' | 'many',
    server: Server,
    operation: Operation,
  ): Promise<Contestant> => {
    const [url, requests] = [server.urlFor('Q1'), requestBodies(operation)];
    const { text } = await post(url, requests[0] ?? '');
    if (text.startsWith('{"errors"')) throw new Error(`Copydesk returned errors: ${text}`);
    const minBytes = Math.floor(text.length / 2);
    return { name, server, load: () => ({ url, method: 'POST', requests, minBytes }) };
  };
  const servers = {
    small: await startCopydesk(small.url, 'off'),
    large: await startCopydesk(large.url, 'off'),
  };
  const smallOperations = { ...(await loadOperations(small.url)), totalCount: TOTAL_COUNT };
  const largeOperations = { ...(await loadOperations(large.url)), totalCount: TOTAL_COUNT };
  const scale = new Map<string, ReadonlyMap<string, Figures>>();
  for (const name of [...OPERATION_NAMES, 'totalCount'] as const) {
    const pair = [
      await contestantFor('few', servers.small, smallOperations[name]),
      await contestantFor('many', servers.large, largeOperations[name]),
    ];
    scale.set(
      `${name}, ${large.articles} articles against ${small.articles}`,
      await measureContestants(bench, pair),
    );
  }
  const offset = Math.min(FAR_PAGE_OFFSET, large.articles / 2);
  const pages = [
    await contestantFor('few', servers.large, largeOperations.Q2),
    await contestantFor('many', servers.large, await pageAfter(large.url, offset)),
  ];
  scale.set(`page at ${offset}`, await measureContestants(bench, pages));
  await Promise.all([servers.small.stop(), servers.large.stop()]);
  return scale;
}
