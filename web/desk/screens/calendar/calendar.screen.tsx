import { usePageTitle } from '../../frame/page-title.js';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { ErrorNotice } from '../../parts/notices.js';
import { State } from '../../parts/state.js';
import { WORDS } from '../../words/words.js';
import { AgendaList } from './agenda-list.js';
import { CalendarHead, headingOf } from './calendar-tools.js';
import { calendarQuery, dayOfSearch, entriesByDay, NARROW, viewOf } from './calendar.data.js';
import { DayGrid } from './day-grid.js';
import { movedToDay, spanOf } from './days.js';
import { MoveDialog } from './move-dialog.js';
import { useMove } from './use-move.js';

const route = getRouteApi('/signed-in/framed/calendar');

const MAX_IN_DAY = 4;

const onNarrow = (listener: () => void) => {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
};

export function CalendarScreen() {
  const search = route.useSearch();
  const { now, zone } = useTimes();
  const isNarrow = useSyncExternalStore(onNarrow, () => NARROW.matches);
  const canMove = isEditor(useViewer());
  const { moving, move } = useMove();
  const [edited, setEdited] = useState<CalendarItemFragment>();
  const [refusal, setRefusal] = useState<unknown>();
  const view = viewOf(search);
  const day = dayOfSearch(search, now, zone);
  const span = spanOf(view, day);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...calendarQuery(span, zone),
    placeholderData: keepPreviousData,
  });
  const entries = entriesByDay(data?.entries ?? [], zone);
  const words = WORDS.calendar;
  usePageTitle(words.pageTitle(headingOf(view, day)));
  const shared = { span, entries, moving, onMove: canMove ? setEdited : undefined };
  // A phone has no room for a month, whatever the address says.
  const isList = isNarrow || view === 'list';
  return (
    <div className="page calendar-page">
      <CalendarHead searched={search.view} view={view} day={day} />
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {refusal !== undefined && <ErrorNotice error={refusal} heading={words.moveFailed} />}
      {data?.isCut && <p className="notice">{words.cut(data.entries.length)}</p>}
      {isList ? (
        <AgendaList {...shared} isLoading={data === undefined || isPlaceholderData} />
      ) : (
        <>
          <DayGrid
            {...shared}
            caption={words.caption(headingOf(view, day))}
            month={view === 'month' ? day.month : undefined}
            limit={view === 'month' ? MAX_IN_DAY : Infinity}
            onDrop={(entry, there) => {
              setRefusal(undefined);
              move(entry, movedToDay(entry.at, there, zone)).catch(setRefusal);
            }}
          />
          <Legend canMove={canMove} />
        </>
      )}
      {edited && (
        <MoveDialog entry={edited} onMove={(at) => move(edited, at)} onClose={() => setEdited(undefined)} />
      )}
    </div>
  );
}

function Legend({ canMove }: { readonly canMove: boolean }) {
  const { verbs, dragHint } = WORDS.calendar;
  return (
    <p className="quiet small after legend">
      <State is="live">{verbs.GOES_LIVE.past}</State> <State is="scheduled">{verbs.GOES_LIVE.coming}</State>{' '}
      <State is="down">{verbs.COMES_DOWN.coming}</State>
      {canMove && (
        <span>
          {dragHint[0]}
          <kbd>M</kbd>
          {dragHint[1]}
        </span>
      )}
    </p>
  );
}
