// The error of a transition that the API has refused.
import { ApiError } from '../../api/errors.js';
import { invalidateAll } from '../../api/query-client.js';
import { useTimes } from '../../frame/newsroom.js';
import type { ReviewState } from '../../generated/operations.js';
import { ErrorNotice } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';

interface TransitionErrorProps {
  readonly error: unknown;
  /** The fields of the input whose problems stand beside them. */
  readonly fields: readonly string[];
  readonly onClose: () => void;
}

export function TransitionError({ error, fields, onClose }: TransitionErrorProps) {
  const { moment } = useTimes();
  if (!error) return null;
  const { decide } = WORDS;
  if (!(error instanceof ApiError)) return <ErrorNotice error={error} heading={decide.didNotWork} />;
  if (error.code === 'BAD_USER_INPUT' && fields.some((field) => error.about(field))) return null;
  const { currentVersion, currentState, changedBy, changedAt, blockedBy = [] } = error.extensions;
  if (error.code === 'CONFLICT' && currentVersion !== undefined) {
    return (
      <div className="notice" role="alert">
        <p>
          {decide.conflict(
            changedBy?.name,
            changedAt && moment(changedAt),
            WORDS.states[currentState as ReviewState],
          )}{' '}
          {WORDS.errors.nothingChanged}
        </p>
        <p>
          <button
            className="button"
            type="button"
            onClick={() => {
              onClose();
              void invalidateAll();
            }}
          >
            {decide.lookAgain}
          </button>
        </p>
      </div>
    );
  }
  if (blockedBy.length === 0) return <ErrorNotice error={error} heading={decide.didNotWork} />;
  return (
    <div className="notice bad" role="alert">
      {blockedBy.map(({ message, remedy }) => (
        <p key={message}>
          {message} {remedy}
        </p>
      ))}
    </div>
  );
}
