// The users. The API shows them to administrators only; others see its refusal.
import { usePageTitle } from '../../frame/page-title.js';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/errors.js';
import { Empty, ErrorNotice } from '../../parts/notices.js';
import { useFocusFallback } from '../../parts/page-focus.js';
import { SearchField } from '../../parts/search-field.js';
import { ShowMore } from '../../parts/show-more.js';
import { WORDS } from '../../words/words.js';
import { AddPersonDialog } from './add-person-dialog.js';
import { peopleQuery } from './people.data.js';
import { PeopleTable } from './people-table.js';

const route = getRouteApi('/signed-in/framed/people');

export function PeopleScreen() {
  const { search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery({ ...peopleQuery(search), placeholderData: keepPreviousData });
  const [openId, setOpenId] = useState<string>();
  const [isNew, setIsNew] = useState(false);
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap(({ page }) => page.nodes) ?? [];
  useFocusFallback(rows);
  const words = WORDS.people;
  usePageTitle(words.heading);
  const isRefused = list.error instanceof ApiError && list.error.code === 'FORBIDDEN';
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.heading}</h1>
        {first && <p>{words.count(first.active.totalCount, first.inactive.totalCount)}</p>}
        {!isRefused && (
          <button className="button main" type="button" onClick={() => setIsNew(true)}>
            {words.add}
          </button>
        )}
      </div>
      {!isRefused && (
        <div className="filters">
          <SearchField
            label={words.search}
            value={search}
            onSearch={(text) => void navigate({ search: text ? { search: text } : {}, replace: true })}
          />
        </div>
      )}
      {list.error && (
        <ErrorNotice
          error={list.error}
          {...(isRefused ? { heading: words.refused } : { onRetry: () => void list.refetch() })}
        />
      )}
      {first?.page.totalCount === 0 && (
        <Empty heading={words.none(search)}>
          <p>{words.noneHint}</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <PeopleTable
          people={rows}
          openId={openId}
          onToggle={(id) => setOpenId(id === openId ? undefined : id)}
        />
      )}
      <ShowMore list={list} />
      {isNew && (
        <AddPersonDialog
          onAdded={(id) => {
            setIsNew(false);
            setOpenId(id);
          }}
          onClose={() => setIsNew(false)}
        />
      )}
    </div>
  );
}
