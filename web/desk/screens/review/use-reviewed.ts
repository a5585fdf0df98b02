// The revision under review. It stays on the screen when a newer one is saved, since only what was read can be approved.
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
  /** As last fetched; null where the viewer may not see it. */
  readonly article: ReviewArticle | null;
  readonly queue: readonly string[];
  /** The revision on the screen. */
  readonly reviewed: ReviewedRevisionFragment | undefined;
  /** Whether the working copy is newer than the revision on the screen. */
  readonly isBehind: boolean;
  /** Shows another revision. */
  readonly show: (number: number) => void;
}

const POLL_MS = 20_000;

export function useReviewed(articleId: string, search: ReviewSearch): Reviewed {
  const { data } = useSuspenseQuery(reviewQuery(articleId, search));
  const { article } = data;
  usePolledVersion(articleId, article?.version);
  const current = article?.reviewed ?? article?.other ?? undefined;
  const [number, setNumber] = useState(current?.number);
  const isBehind = search.to === undefined && current !== undefined && current.number !== number;
  const last = useRef(current);
  if (!isBehind) last.current = current;
  const { data: shown } = useQuery({
    ...reviewQuery(articleId, { ...search, to: number, queue: undefined }),
    enabled: isBehind,
  });
  return {
    article,
    queue: data.queue?.nodes.map(({ id }) => id) ?? [],
    reviewed: isBehind ? (shown?.article?.other ?? last.current) : current,
    isBehind,
    show: setNumber,
  };
}

/** Polls the article's version, also when the window gets the focus, and fetches the screen's data when it has changed. */
function usePolledVersion(articleId: string, version = 0): void {
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
