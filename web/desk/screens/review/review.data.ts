// The search parameters of the review screen, and its query.
import { queryClient, queryOf } from '../../api/query-client.js';
import { ReviewScreenDocument, type DeskArticleWhere, type DiffBase } from '../../generated/operations.js';

/** The filter of the queue from which the article was opened, for `[` and `]`. */
export type QueueFilter = Pick<DeskArticleWhere, 'allows' | 'tags' | 'author' | 'owner' | 'search'>;

export interface ReviewSearch {
  /** What to compare with; absent: the live revision. */
  readonly against?: DiffBase;
  /** The number of a revision to compare with; overrides `against`. */
  readonly from?: number;
  /** The number of the revision to review; absent: the working copy. */
  readonly to?: number;
  readonly as?: 'readers' | 'markdown';
  readonly queue?: QueueFilter;
}

const BASES: readonly DiffBase[] = ['LIVE', 'LAST_APPROVED', 'PREVIOUS'];

const numberOf = (value: unknown): number | undefined =>
  Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function queueOf(value: unknown): QueueFilter | undefined {
  if (!value) return undefined;
  const { allows, tags, author, owner, search } = value as Record<string, unknown>;
  return {
    ...(allows === 'APPROVE' && { allows }),
    ...(Array.isArray(tags) && { tags: tags.map(String) }),
    ...(textOf(author) && { author: textOf(author) }),
    ...(textOf(owner) && { owner: textOf(owner) }),
    ...(textOf(search) && { search: textOf(search) }),
  };
}

export function reviewSearchOf(search: Record<string, unknown>): ReviewSearch {
  const base = BASES.find((known) => known === search.against && known !== 'LIVE');
  const [from, to, queue] = [numberOf(search.from), numberOf(search.to), queueOf(search.queue)];
  return {
    ...(base && { against: base }),
    ...(from && { from }),
    ...(to && { to }),
    ...(search.as === 'markdown' && { as: 'markdown' as const }),
    ...(queue && { queue }),
  };
}

export function reviewQuery(id: string, { against = 'LIVE', from, to, as, queue }: ReviewSearch) {
  return queryOf('review', ReviewScreenDocument, {
    id,
    to: to ?? 0,
    isWorking: to === undefined,
    from: from ?? null,
    against,
    withMarkdown: as === 'markdown',
    queue: { ...queue, states: ['IN_REVIEW'] },
    withQueue: queue !== undefined,
  });
}

export const loadReview = (id: string, search: ReviewSearch) =>
  queryClient.ensureQueryData(reviewQuery(id, search));
