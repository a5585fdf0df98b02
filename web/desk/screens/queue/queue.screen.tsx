// The review queue: the articles in review, the longest waiting first.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePageTitle } from '../../frame/page-title.js';
import type { QueueEntryFragment } from '../../generated/operations.js';
import { ErrorNotice } from '../../parts/notices.js';
import { ShowMore } from '../../parts/show-more.js';
import { WORDS } from '../../words/words.js';
import { KeysHint } from '../lists/keys-hint.js';
import { SelectionBar } from '../lists/selection-bar.js';
import { useBulk } from '../lists/use-bulk.js';
import { useListKeys } from '../lists/use-list-keys.js';
import { queueFilterOf, queueQuery, type QueueSearch } from './queue.data.js';
import { QueueEmpty } from './queue-empty.js';
import { QueueEntry } from './queue-entry.js';
import { QueueFilters } from './queue-filters.js';

const route = getRouteApi('/signed-in/framed/queue');

const isBlockedForViewer = ({ transitions }: QueueEntryFragment): boolean =>
  transitions.some(({ name, allowed }) => name === 'APPROVE' && !allowed);

export function QueueScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/queue' });
  const query = useInfiniteQuery({ ...queueQuery(search), placeholderData: keepPreviousData });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const first = query.data?.pages[0];
  const loaded = query.data?.pages.flatMap(({ queue }) => queue.nodes) ?? [];
  const articles = search.show === 'wrote' ? loaded.filter(isBlockedForViewer) : loaded;
  const all = first?.all?.totalCount ?? 0;
  const total =
    search.show === 'wrote' ? all - (first?.mayApprove?.totalCount ?? 0) : first?.queue.totalCount;
  const bulk = useBulk(articles);
  const keys = useListKeys<HTMLOListElement>(bulk.toggle);
  const { queue } = WORDS;
  usePageTitle(first && queue.title(all));

  // The viewer's own articles are filtered here, and may be on any page: all pages are fetched.
  const isIncomplete = search.show === 'wrote' && articles.length < (total ?? 0);
  useEffect(() => {
    if (isIncomplete && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isIncomplete, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const change = (changes: QueueSearch) => {
    bulk.clear();
    const isTyping = 'words' in changes;
    void navigate({ search: (now) => ({ ...now, ...changes }), replace: isTyping, resetScroll: false });
  };

  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.queue}</h1>
        <p>
          {queue.longestFirst}
          <KeysHint />
        </p>
      </div>
      {first && <QueueFilters search={search} first={first} onChange={change} />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      <SelectionBar bulk={bulk} offers={['APPROVE', 'REQUEST_CHANGES']} />
      {bulk.shown.length > 0 && (
        <ol className="queue" ref={keys.ref} onFocus={keys.onFocus} aria-busy={query.isPlaceholderData}>
          {bulk.shown.map((article) => (
            <QueueEntry
              key={article.id}
              article={article}
              filter={queueFilterOf(search)}
              isCurrent={article.id === keys.current}
              isSelected={bulk.isSelected(article.id)}
              done={bulk.done}
              onToggle={() => bulk.toggle(article.id)}
            />
          ))}
        </ol>
      )}
      {first && bulk.shown.length === 0 && !query.isFetchingNextPage && (
        <QueueEmpty search={search} first={first} onChange={change} />
      )}
      {bulk.shown.length > 0 &&
        (hasNextPage ? (
          <ShowMore list={query}>
            <span className="quiet">{WORDS.lists.of(articles.length, total ?? articles.length)}</span>
          </ShowMore>
        ) : (
          <p className="quiet after">{search.show ? queue.thoseAreAll : queue.whole}</p>
        ))}
    </div>
  );
}
