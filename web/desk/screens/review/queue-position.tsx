// The article's position in the queue from which it was opened; `[` and `]` go to its neighbours.
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient } from '../../api/query-client.js';
import { useKeys } from '../../frame/keys.js';
import { WORDS } from '../../words/words.js';
import { queueAround } from './queue-around.js';
import { reviewQuery, type QueueFilter } from './review.data.js';

interface QueuePositionProps {
  readonly articleId: string;
  readonly filter: QueueFilter;
  readonly queue: readonly string[];
}

/** By filter: the queue when an article of it was last opened. */
const remembered = new Map<string, readonly string[]>();

export function QueuePosition({ articleId, filter, queue }: QueuePositionProps) {
  const navigate = useNavigate();
  const { review } = WORDS;
  const key = JSON.stringify(filter);
  const around = queueAround(articleId, queue, remembered.get(key) ?? []);
  useEffect(() => {
    if (queue.includes(articleId)) remembered.set(key, queue);
  }, [key, queue, articleId]);
  const { previous, next } = around ?? {};
  useEffect(() => {
    for (const id of [next, previous]) {
      if (id !== undefined) void queryClient.prefetchQuery(reviewQuery(id, { queue: filter }));
    }
  }, [previous, next, key]);
  const goTo = (id: string | undefined) => {
    if (id === undefined) return;
    void navigate({
      to: '/articles/$articleId/review',
      params: { articleId: id },
      search: { queue: filter },
    });
  };
  useKeys({ '[': () => goTo(previous), ']': () => goTo(next) });
  if (around === undefined) return null;
  const link = (id: string | undefined, label: string, shown: string) =>
    id === undefined ? (
      <kbd aria-hidden="true">{shown}</kbd>
    ) : (
      <Link
        to="/articles/$articleId/review"
        params={{ articleId: id }}
        search={{ queue: filter }}
        aria-label={label}
      >
        <kbd>{shown}</kbd>
      </Link>
    );
  return (
    <p className="wide-only queue-place">
      <span className="num">{review.position(around.position, around.count)}</span> ·{' '}
      {link(previous, review.previousInQueue, '[')} {link(next, review.nextInQueue, ']')} {review.inQueue}
    </p>
  );
}
