// A month or a week as a table of days. Entries that are still to come can be dragged to another day.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '@internationalized/date';
import { useState } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { dayNumberOf, weekdayOf } from '../../words/calendar-days.js';
import { WORDS } from '../../words/words.js';
import { dayAt, utcOf, weeksOf, type Span } from './days.js';
import { Entry, type EntryActions } from './entry.js';
import { keyOf } from './move-entry.js';

interface DayGridProps {
  readonly caption: string;
  readonly span: Span;
  /** Days of other months are dimmed; undefined: none. */
  readonly month: number | undefined;
  /** By day. */
  readonly entries: ReadonlyMap<string, readonly CalendarItemFragment[]>;
  /** The maximum of entries in a day; a link shows how many more there are. */
  readonly limit: number;
  readonly moving: string | undefined;
  readonly onMove: ((entry: CalendarItemFragment) => void) | undefined;
  readonly onDrop: (entry: CalendarItemFragment, day: CalendarDate) => void;
}

export function DayGrid({ caption, span, month, entries, limit, moving, onMove, onDrop }: DayGridProps) {
  const { now, zone } = useTimes();
  const today = dayAt(now, zone);
  const [dragged, setDragged] = useState<CalendarItemFragment>();
  const actions: EntryActions = {
    moving,
    onMove,
    onDragStart: setDragged,
    onDragEnd: () => setDragged(undefined),
  };
  const weeks = weeksOf(span);
  return (
    <table className={month === undefined ? 'month week' : 'month'}>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th scope="col" key={day.toString()}>
              <abbr title={weekdayOf(utcOf(day), 'long')}>{weekdayOf(utcOf(day), 'short')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days.join()}>
            {days.map((day, index) => (
              <Day
                key={day.toString()}
                day={day}
                today={today}
                isOther={month !== undefined && day.month !== month}
                namesMonth={day.day === 1 || (index === 0 && day.compare(span.first) === 0)}
                entries={entries.get(day.toString()) ?? []}
                limit={limit}
                actions={actions}
                canDrop={dragged !== undefined && day.compare(today) >= 0}
                onDrop={() => {
                  setDragged(undefined);
                  if (dragged !== undefined) onDrop(dragged, day);
                }}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  readonly day: CalendarDate;
  readonly today: CalendarDate;
  readonly isOther: boolean;
  readonly namesMonth: boolean;
  readonly entries: readonly CalendarItemFragment[];
  readonly limit: number;
  readonly actions: EntryActions;
  /** Whether the dragged entry may be dropped here. */
  readonly canDrop: boolean;
  readonly onDrop: () => void;
}

function Day({ day, today, isOther, namesMonth, entries, limit, actions, canDrop, onDrop }: DayProps) {
  const [isOver, setIsOver] = useState(false);
  const isToday = day.compare(today) === 0;
  // A link "1 more" would need as much room as that entry.
  const shown = entries.length > limit ? entries.slice(0, limit - 1) : entries;
  const className = [isOther && 'other', day.compare(today) < 0 && 'past'].filter(Boolean).join(' ');
  return (
    <td
      className={className || undefined}
      aria-current={isToday ? 'date' : undefined}
      data-drop={(canDrop && isOver) || undefined}
      onDragOver={(event) => {
        if (!canDrop) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        if (canDrop) onDrop();
      }}
    >
      <time dateTime={day.toString()}>
        {dayNumberOf(utcOf(day), namesMonth)}
        {isToday && ` ${WORDS.calendar.todayMark}`}
      </time>
      {entries.length > 0 && (
        <ul>
          {shown.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} actions={actions} />
          ))}
          {shown.length < entries.length && (
            <li>
              <Link
                className="link small"
                to="/calendar"
                search={{ view: 'list', date: day.toString() }}
                hash={`day-${day.toString()}`}
              >
                {WORDS.calendar.more(entries.length - shown.length)}
              </Link>
            </li>
          )}
        </ul>
      )}
    </td>
  );
}
