// The sessions of a user, each with a button to end it.
import { request } from '../api/request.js';
import { useTimes } from '../frame/newsroom.js';
import { EndSessionDocument, type SignedInSessionFragment } from '../generated/operations.js';
import { WORDS } from '../words/words.js';
import { deviceOf } from './device-name.js';
import { ErrorNotice } from './notices.js';
import { useFocusFallback } from './page-focus.js';
import { Hidden } from './text.js';
import { toast } from './toasts.js';
import { useChange } from './use-change.js';

interface SessionListProps {
  readonly sessions: readonly SignedInSessionFragment[];
  /** The text for an empty list. */
  readonly none: string;
}

export function SessionList({ sessions, none }: SessionListProps) {
  const times = useTimes();
  const words = WORDS.sessions;
  const ending = useChange(
    (session: SignedInSessionFragment) => request(EndSessionDocument, { id: session.id }),
    {
      onDone: () => toast(words.ended),
    },
  );
  useFocusFallback(sessions);
  if (sessions.length === 0) return <p className="quiet">{none}</p>;
  return (
    <>
      <ul className="people-list sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              {nameOf(session)}{' '}
              <span className="sub">
                {words.since(times.date(session.createdAt), times.moment(session.lastUsedAt))}
              </span>
            </span>
            {session.isCurrent ? (
              <span className="quiet">{words.thisOne}</span>
            ) : (
              <button className="link" type="button" onClick={() => ending.run(session)}>
                {words.end}
                <Hidden>{words.endOf(nameOf(session))}</Hidden>
              </button>
            )}
          </li>
        ))}
      </ul>
      {ending.error && <ErrorNotice error={ending.error} />}
    </>
  );
}

function nameOf({ userAgent }: SignedInSessionFragment): string {
  const device = deviceOf(userAgent);
  if (device === undefined) return WORDS.sessions.unknown;
  const { program, system } = device;
  return system === undefined ? program : WORDS.sessions.programOn(program, system);
}
