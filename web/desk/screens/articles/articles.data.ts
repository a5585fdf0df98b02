import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import {
  ArticlesDocument,
  type DeskArticleOrder,
  type ReviewState,
  type TransitionName,
} from '../../generated/operations.js';
import { oneOf, textIn } from '../../parts/search-in-address.js';

export const STATES = [
  'DRAFT',
  'IN_REVIEW',
  'CHANGES_REQUESTED',
  'APPROVED',
  'SCHEDULED',
  'PUBLISHED',
  'UNPUBLISHED',
  'ARCHIVED',
] as const satisfies readonly ReviewState[];

/** The transitions that articles can be filtered by. */
export const MAY = [
  'EDIT',
  'SUBMIT',
  'APPROVE',
  'PUBLISH',
  'SCHEDULE',
  'UNPUBLISH',
  'ARCHIVE',
  'REOPEN',
] as const satisfies readonly TransitionName[];

export const ORDERS = [
  'RECENTLY_CHANGED',
  'LONGEST_WAITING',
  'TITLE',
] as const satisfies readonly DeskArticleOrder[];

/** What readers see of an article. */
export const READERS = ['live', 'scheduled', 'nothing'] as const;

export interface ArticlesSearch {
  readonly words?: string | undefined;
  readonly state?: ReviewState | undefined;
  /** A slug. */
  readonly tag?: string | undefined;
  /** A byline's id. */
  readonly author?: string | undefined;
  readonly readers?: (typeof READERS)[number] | undefined;
  readonly may?: TransitionName | undefined;
  readonly order?: DeskArticleOrder | undefined;
}

export const articlesSearchOf = (search: Readonly<Record<string, unknown>>): ArticlesSearch => ({
  words: textIn(search.words),
  state: oneOf(STATES, search.state),
  tag: textIn(search.tag),
  author: textIn(search.author),
  readers: oneOf(READERS, search.readers),
  may: oneOf(MAY, search.may),
  order: oneOf(ORDERS, search.order),
});

const PAGE_SIZE = 25;

const SEEN_BY_READERS = {
  live: { live: true },
  scheduled: { scheduled: true },
  nothing: { live: false, scheduled: false },
};

export function articlesQuery({
  words,
  state,
  tag,
  author,
  readers,
  may,
  order = 'RECENTLY_CHANGED',
}: ArticlesSearch) {
  const where = {
    search: words,
    states: state && [state],
    tags: tag === undefined ? undefined : [tag],
    author,
    allows: may,
    ...(readers && SEEN_BY_READERS[readers]),
  };
  return infiniteQueryOptions({
    queryKey: ['articles', where, order] as const,
    queryFn: ({ pageParam: after, signal }) => {
      const variables = { first: PAGE_SIZE, after, where, orderBy: order, isFirst: after === null };
      return request(ArticlesDocument, variables, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ articles: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
  });
}
