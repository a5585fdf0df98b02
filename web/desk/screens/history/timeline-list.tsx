// The timeline of an article, newest first.
import { useTimes } from '../../frame/newsroom.js';
import type { HistoryEventFragment, HistoryRevisionFragment } from '../../generated/operations.js';
import { Hidden, WordsChanged } from '../../parts/text.js';
import { dayOf, listOf, longDateOf } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { EventText } from './event-text.js';
import type { TimelineDay, TimelineEntry } from './timeline.js';

interface RowContext {
  readonly revisions: ReadonlyMap<number, HistoryRevisionFragment>;
  readonly working: number;
  readonly live: number | undefined;
  readonly compared: { readonly from: number; readonly to: number };
  readonly mayPublish: boolean;
  readonly onCompare: (change: { from: number } | { to: number }) => void;
  readonly onRestore: (revision: HistoryRevisionFragment) => void;
  readonly onPublish: (revision: HistoryRevisionFragment) => void;
}

interface TimelineProps extends RowContext {
  readonly days: readonly TimelineDay[];
}

export function Timeline({ days, ...context }: TimelineProps) {
  const { now, zone, date } = useTimes();
  const headingOf = ({ at }: TimelineDay) => {
    const isThisYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
    return isThisYear ? longDateOf(at, zone) : date(at);
  };
  return (
    <ol className="timeline">
      {days.map((day) => [
        <li className="day" key={day.day}>
          <h2>{day.day === dayOf(now, zone) ? WORDS.history.todayIs(headingOf(day)) : headingOf(day)}</h2>
        </li>,
        ...day.entries.map((entry) => <Row key={entry.event.id} entry={entry} {...context} />),
      ])}
    </ol>
  );
}

/** Events that may make a revision. */
const MAKES_REVISION = new Set(['CREATE', 'EDIT', 'DISCARD']);

function Row({ entry, ...context }: RowContext & { readonly entry: TimelineEntry }) {
  const { event, folded, isLive } = entry;
  const { compared } = context;
  const isChosen = folded.some(({ revision }) => [compared.from, compared.to].includes(revision.number));
  return (
    <li data-live={isLive || undefined}>
      <Clock at={event.at} />
      <div>
        <EventText event={event} />
        <RevisionFacts event={event} {...context} />
      </div>
      <RevisionChoices event={event} {...context} />
      {folded.length > 0 && (
        <details className="folded" open={isChosen || undefined}>
          <summary>{WORDS.history.earlierSaves(folded.length)}</summary>
          <ol>
            {folded.map((save) => (
              <li key={save.id}>
                <Clock at={save.at} />
                <div>
                  <EventText event={save} />
                  <RevisionFacts event={save} {...context} />
                </div>
                <RevisionChoices event={save} {...context} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Clock({ at }: { readonly at: string }) {
  const { time, full } = useTimes();
  return (
    <time dateTime={at} title={full(at)}>
      {time(at)}
    </time>
  );
}

type EventContext = RowContext & { readonly event: HistoryEventFragment };

const revisionOf = ({ event, revisions }: EventContext): HistoryRevisionFragment | undefined =>
  MAKES_REVISION.has(event.name) ? revisions.get(event.revision.number) : undefined;

/** What the revision changed, and whether it may be published again. */
function RevisionFacts(props: EventContext) {
  const revision = revisionOf(props);
  if (revision === undefined) return null;
  const words = WORDS.history;
  const { diff, bodyDiff, approval, number } = revision;
  const fields = diff.flatMap(({ field }) => (field === 'body' ? [] : [words.fields[field] ?? field]));
  const isFirst = number === 1;
  const { wordsAdded: added, wordsRemoved: removed } = bodyDiff;
  const facts = [
    fields.length > 0 && !isFirst && <span key="fields">{listOf([...new Set(fields)])}</span>,
    added + removed > 0 && (
      <span key="words">
        {isFirst ? (
          WORDS.words(added)
        ) : (
          <>
            <WordsChanged added={added} removed={removed} /> <span aria-hidden="true">{words.wordsUnit}</span>
          </>
        )}
      </span>
    ),
    approval && <span key="approval">{words.approved}</span>,
    number === props.live && <span key="live">{words.isLive}</span>,
    number === props.working && <span key="working">{words.isWorking}</span>,
  ].filter(Boolean);
  return facts.length > 0 ? <p className="dotted quiet">{facts}</p> : null;
}

/** The choice of two revisions to compare, and the buttons of one. */
function RevisionChoices(props: EventContext) {
  const revision = revisionOf(props);
  if (revision === undefined) return null;
  const { working, live, compared, mayPublish, onCompare, onRestore, onPublish } = props;
  const { number } = revision;
  const words = WORDS.history;
  const name = WORDS.Revision(number);
  const choice = (end: 'from' | 'to') => (
    <label>
      <input
        type="radio"
        name={end}
        checked={compared[end] === number}
        onChange={() => onCompare(end === 'from' ? { from: number } : { to: number })}
      />{' '}
      {words.ends[end]}
    </label>
  );
  return (
    <>
      <fieldset className="ab">
        <legend className="hidden">{name}</legend>
        {choice('from')} {choice('to')}
      </fieldset>
      <p className="act">
        {number !== working && (
          <button className="link" type="button" onClick={() => onRestore(revision)}>
            {words.restore}
            <Hidden> {name}</Hidden>
          </button>
        )}
        {mayPublish && revision.approval && number !== live && (
          <button className="link" type="button" onClick={() => onPublish(revision)}>
            {words.publishAgain}
            <Hidden> {name}</Hidden>
          </button>
        )}
      </p>
    </>
  );
}
