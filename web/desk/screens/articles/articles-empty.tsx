import { Link } from '@tanstack/react-router';
import type { ArticlesQuery } from '../../generated/operations.js';
import { Empty } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import { NoMatch, type Filter } from '../lists/no-match.js';
import type { ArticlesSearch } from './articles.data.js';

interface ArticlesEmptyProps {
  readonly search: ArticlesSearch;
  readonly first: ArticlesQuery;
  readonly onChange: (changes: ArticlesSearch) => void;
}

export function ArticlesEmpty({ search, first, onChange }: ArticlesEmptyProps) {
  const { articles, lists, states, transitions } = WORDS;
  const { words, state, tag, author, readers, may } = search;
  const filters: Filter[] = [
    {
      value: words,
      says: lists.withWords,
      any: lists.anyWords,
      remove: () => onChange({ words: undefined }),
    },
    {
      value: state && states[state],
      says: articles.inState,
      any: articles.anyState,
      remove: () => onChange({ state: undefined }),
    },
    {
      value: readers && articles.readers[readers],
      says: articles.ofWhich,
      any: articles.whateverReadersSee,
      remove: () => onChange({ readers: undefined }),
    },
    {
      value: tag && (first.tags?.nodes.find(({ slug }) => slug === tag)?.name ?? tag),
      says: lists.withTag,
      any: lists.anyTag,
      remove: () => onChange({ tag: undefined }),
    },
    {
      value: author && (first.authors?.nodes.find(({ id }) => id === author)?.name ?? author),
      says: articles.withByline,
      any: articles.anyByline,
      remove: () => onChange({ author: undefined }),
    },
    {
      value: may && transitions[may],
      says: articles.withMay,
      any: articles.whateverIMay,
      remove: () => onChange({ may: undefined }),
    },
  ];
  if (filters.some(({ value }) => value !== undefined))
    return <NoMatch subject={articles.noArticle} filters={filters} />;
  return (
    <Empty heading={articles.none}>
      <p>{articles.noneHint}</p>
      <p>
        <Link className="button" to="/articles/new">
          {WORDS.frame.newArticle}
        </Link>
      </p>
    </Empty>
  );
}
