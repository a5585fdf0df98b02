import { usePageTitle } from '../../frame/page-title.js';
import { WORDS } from '../../words/words.js';
import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { NamedList } from '../named/named-list.js';
import { AUTHOR_KIND } from './author-kind.js';
import { authorsQuery } from './authors.data.js';

const route = getRouteApi('/signed-in/framed/authors');

export function AuthorsScreen() {
  const { search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(WORDS.frame.authors);
  return (
    <NamedList
      kind={AUTHOR_KIND}
      list={useInfiniteQuery({ ...authorsQuery(search), placeholderData: keepPreviousData })}
      search={search}
      onSearch={(text) => void navigate({ search: text ? { search: text } : {}, replace: true })}
    />
  );
}
