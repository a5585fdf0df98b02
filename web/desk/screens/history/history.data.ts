import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { ApiError } from '../../api/errors.js';
import { HistoryScreenDocument, type HistoryScreenQuery } from '../../generated/operations.js';

/** The numbers of two revisions to compare. Absent: the defaults of `comparedOf`. */
export interface HistorySearch {
  readonly from?: number;
  readonly to?: number;
}

const numberOf = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

export const parseHistorySearch = ({ from, to }: Record<string, unknown>): HistorySearch => ({
  from: numberOf(from),
  to: numberOf(to),
});

export type HistoryPage = NonNullable<HistoryScreenQuery['article']>;

interface Cursors {
  readonly eventsAfter?: string | null;
  readonly revisionsAfter?: string | null;
}

export const historyQuery = (articleId: string) =>
  infiniteQueryOptions({
    queryKey: ['history', articleId],
    queryFn: async ({ pageParam, signal }): Promise<HistoryPage> => {
      const { article } = await request(HistoryScreenDocument, { articleId, ...pageParam }, { signal });
      if (article) return article;
      throw new ApiError({ message: '', extensions: { code: 'NOT_FOUND' } });
    },
    initialPageParam: {} as Cursors,
    getNextPageParam: ({ history, revisions }: HistoryPage): Cursors | undefined =>
      history.pageInfo.hasNextPage
        ? { eventsAfter: history.pageInfo.endCursor, revisionsAfter: revisions.pageInfo.endCursor }
        : undefined,
  });
