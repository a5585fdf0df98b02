// One event: the transition, its actor and revision, the note, and an override's reason.
import { useTimes } from '../../frame/newsroom.js';
import { useViewer } from '../../frame/use-session.js';
import type { HistoryEventFragment } from '../../generated/operations.js';
import { State, type StateShape } from '../../parts/state.js';
import { listOf } from '../../words/format.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';

/** The shape of the state that an event leads to; saves have none. */
const SHAPES: Readonly<Record<string, StateShape>> = {
  SUBMIT: 'review',
  WITHDRAW: 'draft',
  REQUEST_CHANGES: 'changes',
  APPROVE: 'approved',
  PUBLISH: 'live',
  SCHEDULE: 'scheduled',
  UNSCHEDULE: 'down',
  UNPUBLISH: 'down',
  SET_END: 'scheduled',
  DISCARD: 'draft',
  ARCHIVE: 'archived',
  REOPEN: 'draft',
  GO_LIVE: 'live',
  EXPIRE: 'down',
};

export function EventText({ event }: { readonly event: HistoryEventFragment }) {
  const viewer = useViewer();
  const { name, by, revision, note, override } = event;
  const words = WORDS.history;
  const who = by === null || by === undefined ? undefined : by.id === viewer.id ? WORDS.you : by.name;
  const act = words.events[name] ?? name;
  const shape = SHAPES[name];
  const isSave = name === 'EDIT' || name === 'CREATE';
  return (
    <>
      <p>
        {isSave ? (
          <>
            <strong>{WORDS.Revision(revision.number)}</strong> {act}
          </>
        ) : shape === undefined ? (
          <strong>{act}</strong>
        ) : (
          <State is={shape}>{act}</State>
        )}{' '}
        {who === undefined ? words.byItself : words.by(who)}
        {!isSave && name !== 'SET_OWNERS' && `: ${WORDS.revision(revision.number)}`}
        <Period event={event} />
      </p>
      <OwnersChanged event={event} />
      {override && (
        <p className="flag" {...scriptOf(override)}>
          {words.override(override)}
        </p>
      )}
      {/* Without a note, the API stores the override's reason as the note. */}
      {note && !(override && note.endsWith(override)) && (
        <blockquote className="note" {...scriptOf(note)}>
          {note}
        </blockquote>
      )}
    </>
  );
}

/** The period that an event sets. */
function Period({ event: { name, liveFrom, liveUntil } }: { readonly event: HistoryEventFragment }) {
  const { full } = useTimes();
  const words = WORDS.history;
  if (name === 'SET_END') return <>, {liveUntil ? words.until(full(liveUntil)) : words.noEnd}</>;
  if (name !== 'SCHEDULE' && name !== 'PUBLISH') return null;
  return (
    <>
      {name === 'SCHEDULE' && liveFrom && <>, {words.from(full(liveFrom))}</>}
      {liveUntil && <>, {words.until(full(liveUntil))}</>}
    </>
  );
}

function OwnersChanged({ event: { ownersAdded, ownersRemoved } }: { readonly event: HistoryEventFragment }) {
  const words = WORDS.history;
  const namesOf = (people: typeof ownersAdded) => listOf(people.map(({ name }) => name));
  if (ownersAdded.length + ownersRemoved.length === 0) return null;
  return (
    <p className="dotted quiet">
      {ownersAdded.length > 0 && <span>{words.ownersAdded(namesOf(ownersAdded))}</span>}
      {ownersRemoved.length > 0 && <span>{words.ownersRemoved(namesOf(ownersRemoved))}</span>}
    </p>
  );
}
