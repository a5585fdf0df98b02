// The calendar as a list of the days that have entries.
import type { CalendarDate } from '@internationalized/date';
import { Link } from '@tanstack/react-router';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { Empty } from '../../parts/notices.js';
import { State } from '../../parts/state.js';
import { Title } from '../../parts/text.js';
import { longDayOf } from '../../words/calendar-days.js';
import { WORDS } from '../../words/words.js';
import { dayAt, daysOf, utcOf, type Span } from './days.js';
import { MoveButton, shapeOf, verbOf } from './entry.js';
import { isComing, keyOf } from './move-entry.js';

interface AgendaListProps {
  readonly span: Span;
  readonly entries: ReadonlyMap<string, readonly CalendarItemFragment[]>;
  /** Whether the entries are still being fetched. */
  readonly isLoading: boolean;
  readonly moving: string | undefined;
  readonly onMove: ((entry: CalendarItemFragment) => void) | undefined;
}

export function AgendaList({ span, entries, isLoading, moving, onMove }: AgendaListProps) {
  const { now, zone } = useTimes();
  const today = dayAt(now, zone);
  const days = daysOf(span).filter((day) => entries.has(day.toString()));
  if (days.length === 0) {
    return isLoading ? null : (
      <Empty heading={WORDS.calendar.empty}>
        <p>{WORDS.calendar.emptyHint}</p>
      </Empty>
    );
  }
  return (
    <div className="agenda-list">
      {days.map((day) => (
        <section key={day.toString()} aria-labelledby={`day-${day.toString()}`}>
          <DayHeading day={day} today={today} />
          <ul>
            {entries.get(day.toString())?.map((entry) => (
              <AgendaItem
                key={keyOf(entry)}
                entry={entry}
                isMoving={moving === keyOf(entry)}
                onMove={isComing(entry, now) ? onMove : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DayHeading({ day, today }: { readonly day: CalendarDate; readonly today: CalendarDate }) {
  const isToday = day.compare(today) === 0;
  const text = longDayOf(utcOf(day));
  return (
    <h2 id={`day-${day.toString()}`} aria-current={isToday ? 'date' : undefined}>
      {isToday ? WORDS.calendar.todayIs(text) : text}
    </h2>
  );
}

interface AgendaItemProps {
  readonly entry: CalendarItemFragment;
  readonly isMoving: boolean;
  readonly onMove: ((entry: CalendarItemFragment) => void) | undefined;
}

function AgendaItem({ entry, isMoving, onMove }: AgendaItemProps) {
  const { now, time } = useTimes();
  const coming = isComing(entry, now);
  const { title } = entry.publication.revision;
  return (
    <li data-moving={isMoving || undefined}>
      <time dateTime={entry.at}>{time(entry.at)}</time>{' '}
      <State is={shapeOf(entry, coming)}>{verbOf(entry, coming)}</State>{' '}
      <Title text={title}>
        <Link to="/articles/$articleId/history" params={{ articleId: entry.article.id }}>
          {title}
        </Link>
      </Title>{' '}
      {onMove && <MoveButton className="button" title={title} onClick={() => onMove(entry)} />}
    </li>
  );
}
