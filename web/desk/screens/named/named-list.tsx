// The screen of tags or authors: a search, and a table whose rows expand.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useViewer } from '../../frame/use-session.js';
import { Empty, ErrorNotice } from '../../parts/notices.js';
import { OpenRow } from '../../parts/open-row.js';
import { useFocusFallback } from '../../parts/page-focus.js';
import { RefusedButton } from '../../parts/refused-button.js';
import { SearchField } from '../../parts/search-field.js';
import { ShowMore, type PagedList } from '../../parts/show-more.js';
import { Hidden } from '../../parts/text.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { NamedDetails } from './named-details.js';
import { NewNamedDialog } from './new-named-dialog.js';
import type { Named, NamedKind } from './named.js';

interface NamedListProps {
  readonly kind: NamedKind;
  readonly list: PagedList<Named>;
  readonly search: string;
  readonly onSearch: (text: string | undefined) => void;
}

export function NamedList({ kind, list, search, onSearch }: NamedListProps) {
  const [openId, setOpenId] = useState<string>();
  const [isNew, setIsNew] = useState(false);
  const rows = list.data?.pages.flatMap(({ page }) => page.nodes) ?? [];
  const count = list.data?.pages[0]?.page.totalCount;
  useFocusFallback(rows);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{kind.words.heading}</h1>
        {count !== undefined && <p>{kind.words.count(count, search)}</p>}
        <div className="new-named">
          <NewButton kind={kind} onPress={() => setIsNew(true)} />
        </div>
      </div>
      <div className="filters">
        <SearchField label={WORDS.named.search} value={search} onSearch={onSearch} />
      </div>
      {list.error !== null && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {count === 0 && (
        <Empty heading={kind.words.none(search)}>
          <p>{search ? WORDS.named.noneHint : kind.words.noneHint}</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <NamedTable
          kind={kind}
          rows={rows}
          openId={openId}
          onToggle={(id) => setOpenId(id === openId ? undefined : id)}
        />
      )}
      <ShowMore list={list} />
      {isNew && (
        <NewNamedDialog
          kind={kind}
          onCreated={(named) => {
            setIsNew(false);
            setOpenId(named.id);
          }}
          onClose={() => setIsNew(false)}
        />
      )}
    </div>
  );
}

function NewButton({ kind, onPress }: { readonly kind: NamedKind; readonly onPress: () => void }) {
  const viewer = useViewer();
  return kind.mayCreate(viewer) ? (
    <button className="button main" type="button" onClick={onPress}>
      {kind.words.add}
    </button>
  ) : (
    <RefusedButton
      label={kind.words.add}
      remedy={WORDS.named.remedy}
      // No name is empty.
      attempt={() => kind.create({ name: '' })}
      onAllowed={onPress}
    />
  );
}

interface NamedTableProps {
  readonly kind: NamedKind;
  readonly rows: readonly Named[];
  readonly openId: string | undefined;
  readonly onToggle: (id: string) => void;
}

function NamedTable({ kind, rows, openId, onToggle }: NamedTableProps) {
  const viewer = useViewer();
  const words = WORDS.named;
  return (
    <table className="table named">
      <caption className="hidden">{kind.words.heading}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{kind.words.secondColumn}</th>
          <th scope="col">{words.articles}</th>
          <th scope="col">
            <Hidden>{words.details}</Hidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((named) => (
          <OpenRow
            key={named.id}
            name={named.name}
            isOpen={named.id === openId}
            onToggle={() => onToggle(named.id)}
            act={kind.mayChange(viewer, named) ? words.change : words.show}
            cells={<NamedCells kind={kind} named={named} />}
            columns={4}
          >
            <NamedDetails kind={kind} named={named} onMergedInto={onToggle} />
          </OpenRow>
        ))}
      </tbody>
    </table>
  );
}

function NamedCells({ kind, named }: { readonly kind: NamedKind; readonly named: Named }) {
  const second = kind.is === 'tags' ? named.text : named.user?.name;
  return (
    <>
      <th scope="row">
        <span {...scriptOf(named.name)}>{named.name}</span> <span className="sub">{named.slug}</span>
      </th>
      <td data-label={kind.words.secondColumn} className="second">
        {second ?? <span className="quiet">{WORDS.named.without}</span>}
      </td>
      <td data-label={WORDS.named.articles} className="num">
        {named.articleCount === 0 ? (
          <span className="quiet">{WORDS.named.without}</span>
        ) : (
          <Link to="/articles" search={kind.articlesOf(named)}>
            {WORDS.named.articleCount(named.articleCount)}
          </Link>
        )}
      </td>
    </>
  );
}
