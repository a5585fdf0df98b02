import { Link } from '@tanstack/react-router';
import type { QueueQuery } from '../../generated/operations.js';
import { Empty } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import { NoMatch, type Filter } from '../lists/no-match.js';
import type { QueueSearch } from './queue.data.js';
import { namesOf } from './queue-filters.js';

interface QueueEmptyProps {
  readonly search: QueueSearch;
  readonly first: QueueQuery;
  readonly onChange: (changes: QueueSearch) => void;
}

/** The empty queue, or the filters that leave nothing of it. */
export function QueueEmpty({ search, first, onChange }: QueueEmptyProps) {
  const { queue, lists } = WORDS;
  const names = namesOf(first, search);
  const filters: Filter[] = [
    { value: names.tag, says: lists.withTag, any: lists.anyTag, remove: () => onChange({ tag: undefined }) },
    {
      value: names.owner,
      says: queue.withOwner,
      any: queue.anyOwner,
      remove: () => onChange({ owner: undefined }),
    },
    {
      value: search.words,
      says: lists.withWords,
      any: lists.anyWords,
      remove: () => onChange({ words: undefined }),
    },
    {
      value: search.show && queue[search.show === 'wrote' ? 'byYou' : 'approvable'],
      says: '',
      any: queue.showAll,
      remove: () => onChange({ show: undefined }),
    },
  ];
  if (filters.some(({ value }) => value !== undefined))
    return <NoMatch subject={queue.noArticle} filters={filters} />;
  return (
    <Empty heading={queue.nothingWaits}>
      <p>
        {queue.nothingWaitsHint} {queue.drafts(first.drafts?.totalCount ?? 0)}
      </p>
      <p>
        <Link className="button" to="/articles" search={{ state: 'DRAFT' }}>
          {queue.seeDrafts}
        </Link>
      </p>
    </Empty>
  );
}
