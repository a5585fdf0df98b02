// The revision on the screen. It stays there while somebody reads it, whatever is saved meanwhile: only what was read can be approved.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queryClient, queryOf } from '../../api/query-client.js';
import {
  ArticleVersionDocument,
  type ReviewedRevisionFragment,
  type ReviewScreenQuery,
} from '../../generated/operations.js';
import { reviewQuery, type ReviewSearch } from './review.data.js';

export type ReviewArticle = NonNullable<ReviewScreenQuery['article']>;

export interface Reviewed {
  /** As it is now; null where it is not the viewer's to see. */
  readonly article: ReviewArticle | null;
  readonly queue: readonly string[];
  /** What is on the screen. */
  readonly reviewed: ReviewedRevisionFragment | undefined;
  /** The working copy is newer than what is on the screen. */
  readonly isBehind: boolean;
  /** From now on another revision is on the screen. */
  readonly read: (number: number) => void;
}

const POLL_MS = 20_000;

export function useReviewed(articleId: string, search: ReviewSearch): Reviewed {
  const { data } = useSuspenseQuery(reviewQuery(articleId, search));
  const { article } = data;
  useNewVersions(articleId, article?.version);
  const current = article?.reviewed ?? article?.other ?? undefined;
  const [number, setNumber] = useState(current?.number);
  const isBehind = search.to === undefined && current !== undefined && current.number !== number;
  const last = useRef(current);
  if (!isBehind) last.current = current;
  const { data: kept } = useQuery({
    ...reviewQuery(articleId, { ...search, to: number, queue: undefined }),
    enabled: isBehind,
  });
  return {
    article,
    queue: data.queue?.nodes.map(({ id }) => id) ?? [],
    reviewed: isBehind ? (kept?.article?.other ?? last.current) : current,
    isBehind,
    read: setNumber,
  };
}

/** Asks now and then, and when the viewer comes back to the page, whether the article was changed. */
function useNewVersions(articleId: string, version = 0): void {
  const { data } = useQuery({
    ...queryOf('article-version', ArticleVersionDocument, { id: articleId }),
    initialData: { article: { version } },
    staleTime: POLL_MS / 2,
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: 'always',
  });
  const newest = data.article?.version ?? 0;
  useEffect(() => {
    if (newest > version) void queryClient.invalidateQueries({ queryKey: ['review'] });
  }, [newest, version]);
}
