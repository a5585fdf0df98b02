import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { session } from '../../api/session.js';
import { isEditor } from '../../frame/use-session.js';
import { QueueDocument, type DeskArticleWhere } from '../../generated/operations.js';
import { oneOf, textIn } from '../../parts/search-in-address.js';

export interface QueueSearch {
  readonly show?: 'may-approve' | 'wrote' | undefined;
  /** A slug. */
  readonly tag?: string | undefined;
  /** A user's id. */
  readonly owner?: string | undefined;
  readonly words?: string | undefined;
}

export const queueSearchOf = (search: Readonly<Record<string, unknown>>): QueueSearch => ({
  show: oneOf(['may-approve', 'wrote'], search.show),
  tag: textIn(search.tag),
  owner: textIn(search.owner),
  words: textIn(search.words),
});

const PAGE_SIZE = 25;
const REFRESH_MS = 60_000;

/** The filter of the queue without its state, IN_REVIEW. */
export function queueFilterOf({ show, tag, owner, words }: QueueSearch): DeskArticleWhere {
  return {
    ...(tag !== undefined && { tags: [tag] }),
    ...(owner !== undefined && { owner }),
    ...(words !== undefined && { search: words }),
    ...(show === 'may-approve' && { allows: 'APPROVE' }),
  };
}

/** The API has no filter for articles that the viewer may not approve: those are all without `mayApprove`. */
export function queueQuery(search: QueueSearch) {
  const all: DeskArticleWhere = { ...queueFilterOf({ ...search, show: undefined }), states: ['IN_REVIEW'] };
  const mayApprove: DeskArticleWhere = { ...all, allows: 'APPROVE' };
  const where = search.show === 'may-approve' ? mayApprove : all;
  return infiniteQueryOptions({
    queryKey: ['queue', where] as const,
    queryFn: ({ pageParam: after, signal }) => {
      const isFirst = after === null;
      const knowsPeople = isFirst && session.viewer !== undefined && isEditor(session.viewer);
      const variables = { first: PAGE_SIZE, after, where, all, mayApprove, isFirst, isEditor: knowsPeople };
      return request(QueueDocument, variables, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ queue: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    refetchInterval: REFRESH_MS,
  });
}
