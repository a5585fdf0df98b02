// The calendar's heading, its links to the previous and next span and to today, and the choice of the view.
import type { CalendarDate } from '@internationalized/date';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTimes } from '../../frame/newsroom.js';
import { Segments } from '../../parts/field.js';
import { daysFromTo, monthNameOf, monthOf } from '../../words/calendar-days.js';
import { longDateOf, offsetOf } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { spanOf, stepFrom, utcOf, VIEWS, type View } from './days.js';

interface CalendarHeadProps {
  /** The address's view; undefined where it has none. */
  readonly searched: View | undefined;
  readonly view: View;
  readonly day: CalendarDate;
}

/** November 2026; 23–29 November 2026 */
export function headingOf(view: View, day: CalendarDate): string {
  if (view === 'month') return monthOf(utcOf(day));
  const { first, days } = spanOf(view, day);
  return daysFromTo(utcOf(first), utcOf(first.add({ days: days - 1 })));
}

export function CalendarHead({ searched, view, day }: CalendarHeadProps) {
  const { now, zone, city, time } = useTimes();
  const navigate = useNavigate();
  const words = WORDS.calendar;
  const nameOf = (step: -1 | 1) => {
    const there = stepFrom(view, day, step);
    return view === 'month' ? monthNameOf(utcOf(there)) : headingOf(view, there);
  };
  const to = (there: CalendarDate) => ({ view: searched, date: there.toString() });
  return (
    <div className="page-head">
      <h1>{headingOf(view, day)}</h1>
      <p>{words.clock(city, offsetOf(now, zone), `${longDateOf(now, zone)}, ${time(now.toISOString())}`)}</p>
      <div className="calendar-tools">
        <p>
          <Link
            className="button"
            to="/calendar"
            search={to(stepFrom(view, day, -1))}
            aria-label={nameOf(-1)}
          >
            ←
          </Link>{' '}
          <Link className="button" to="/calendar" search={{ view: searched }}>
            {words.today}
          </Link>{' '}
          <Link className="button" to="/calendar" search={to(stepFrom(view, day, 1))} aria-label={nameOf(1)}>
            →
          </Link>
        </p>
        <div className="wide-only">
          <Segments
            label={words.showAs}
            value={view}
            options={VIEWS.map((name) => [name, words.views[name]] as const)}
            onChange={(chosen) =>
              void navigate({ to: '/calendar', search: (search) => ({ ...search, view: chosen }) })
            }
          />
        </div>
      </div>
    </div>
  );
}
