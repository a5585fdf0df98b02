import type { QueueQuery } from '../../generated/operations.js';
import { Segments } from '../../parts/field.js';
import { number } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { SearchField } from '../../parts/search-field.js';
import { Filters, FilterSelect } from '../lists/filters.js';
import type { QueueSearch } from './queue.data.js';

interface QueueFiltersProps {
  readonly search: QueueSearch;
  readonly first: QueueQuery;
  readonly onChange: (changes: QueueSearch) => void;
}

export const namesOf = (first: QueueQuery | undefined, { tag, owner }: QueueSearch) => ({
  tag: first?.tags?.nodes.find(({ slug }) => slug === tag)?.name ?? tag,
  owner: first?.people?.nodes.find(({ id }) => id === owner)?.name ?? owner,
});

export function QueueFilters({ search, first, onChange }: QueueFiltersProps) {
  const { queue, lists } = WORDS;
  const all = first.all?.totalCount ?? 0;
  const mayApprove = first.mayApprove?.totalCount ?? 0;
  const counted = (text: string, count: number) => (
    <>
      {text} <span className="num">{number(count)}</span>
    </>
  );
  return (
    <Filters
      label={queue.filter}
      moreLabel={queue.moreFilters}
      first={
        <Segments
          label={queue.show}
          showLabel
          value={search.show ?? 'all'}
          options={[
            ['all', counted(queue.all, all)],
            ['may-approve', counted(queue.mayApprove, mayApprove)],
            ['wrote', counted(queue.wrote, all - mayApprove)],
          ]}
          onChange={(show) => onChange({ show: show === 'all' ? undefined : show })}
        />
      }
    >
      <FilterSelect
        label={lists.tag}
        any={lists.anyTag}
        value={search.tag}
        options={(first.tags?.nodes ?? []).map(({ slug, name }) => [slug, name])}
        onChange={(tag) => onChange({ tag })}
      />
      {first.people && (
        <FilterSelect
          label={queue.owner}
          any={queue.anybody}
          value={search.owner}
          options={first.people.nodes.map(({ id, name }) => [id, name])}
          onChange={(owner) => onChange({ owner })}
        />
      )}
      <SearchField
        label={WORDS.lists.words}
        placeholder={queue.placeholder}
        value={search.words}
        onSearch={(words) => onChange({ words })}
      />
    </Filters>
  );
}
