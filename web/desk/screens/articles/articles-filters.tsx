import type { ArticlesQuery } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import { SearchField } from '../../parts/search-field.js';
import { Filters, FilterSelect } from '../lists/filters.js';
import { oneOf } from '../../parts/search-in-address.js';
import { MAY, ORDERS, READERS, STATES, type ArticlesSearch } from './articles.data.js';

interface ArticlesFiltersProps {
  readonly search: ArticlesSearch;
  readonly first: ArticlesQuery | undefined;
  readonly onChange: (changes: ArticlesSearch) => void;
}

export function ArticlesFilters({ search, first, onChange }: ArticlesFiltersProps) {
  const { articles, lists, states, transitions } = WORDS;
  return (
    <Filters
      label={articles.filter}
      moreLabel={articles.moreFilters}
      first={
        <SearchField
          label={WORDS.lists.words}
          placeholder={articles.placeholder}
          value={search.words}
          onSearch={(words) => onChange({ words })}
        />
      }
    >
      <FilterSelect
        label={articles.columns.state}
        any={articles.anyState}
        value={search.state}
        options={STATES.map((state) => [state, states[state]])}
        onChange={(state) => onChange({ state: oneOf(STATES, state) })}
      />
      <FilterSelect
        label={articles.columns.readersSee}
        any={articles.anything}
        value={search.readers}
        options={READERS.map((readers) => [readers, articles.readers[readers]])}
        onChange={(readers) => onChange({ readers: oneOf(READERS, readers) })}
      />
      <FilterSelect
        label={lists.tag}
        any={lists.anyTag}
        value={search.tag}
        options={(first?.tags?.nodes ?? []).map(({ slug, name }) => [slug, name])}
        onChange={(tag) => onChange({ tag })}
      />
      <FilterSelect
        label={articles.columns.byline}
        any={articles.anyByline}
        value={search.author}
        options={(first?.authors?.nodes ?? []).map(({ id, name }) => [id, name])}
        onChange={(author) => onChange({ author })}
      />
      <FilterSelect
        label={articles.iMay}
        any={articles.anything}
        value={search.may}
        options={MAY.map((name) => [name, transitions[name]])}
        onChange={(may) => onChange({ may: oneOf(MAY, may) })}
      />
      <FilterSelect
        label={articles.order}
        any={articles.orders.RECENTLY_CHANGED}
        value={search.order === 'RECENTLY_CHANGED' ? undefined : search.order}
        options={ORDERS.filter((order) => order !== 'RECENTLY_CHANGED').map((order) => [
          order,
          articles.orders[order],
        ])}
        onChange={(order) => onChange({ order: oneOf(ORDERS, order) })}
      />
    </Filters>
  );
}
