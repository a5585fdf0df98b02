import { usePageTitle } from '../../frame/page-title.js';
import { WORDS } from '../../words/words.js';
import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { NamedList } from '../named/named-list.js';
import { TAG_KIND } from './tag-kind.js';
import { tagsQuery } from './tags.data.js';

const route = getRouteApi('/signed-in/framed/tags');

export function TagsScreen() {
  const { search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(WORDS.frame.tags);
  return (
    <NamedList
      kind={TAG_KIND}
      list={useInfiniteQuery({ ...tagsQuery(search), placeholderData: keepPreviousData })}
      search={search}
      onSearch={(text) => void navigate({ search: text ? { search: text } : {}, replace: true })}
    />
  );
}
