// A button for what the viewer's role may not do. Pressing it sends a request that changes nothing, and shows the API's reasons.
import { useId, useState } from 'react';
import { ApiError } from '../api/errors.js';
import { WORDS } from '../words/words.js';
import { messageOf } from './notices.js';

interface RefusedButtonProps {
  readonly label: string;
  /** Who may do it. */
  readonly remedy: string;
  /** A request for it with an input that can change nothing. */
  readonly attempt: () => Promise<unknown>;
  /** Called where the API does not refuse: the viewer's role has changed. */
  readonly onAllowed: () => void;
}

export function RefusedButton({ label, remedy, attempt, onAllowed }: RefusedButtonProps) {
  const id = useId();
  const [error, setError] = useState<unknown>();
  const isOpen = error !== undefined;
  const press = () => {
    if (isOpen) return setError(undefined);
    const refused = (reason: unknown) =>
      reason instanceof ApiError && reason.code !== 'FORBIDDEN' ? onAllowed() : setError(reason);
    attempt().then(onAllowed, refused);
  };
  return (
    <>
      <button
        className="button pending"
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={press}
      >
        {label} <small>{isOpen ? WORDS.close : WORDS.named.whyNot}</small>
      </button>
      {isOpen && (
        <div className="why" id={id} role="status">
          {reasonsOf(error).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          {error instanceof ApiError && <p>{error.extensions.blockedBy?.[0]?.remedy ?? remedy}</p>}
        </div>
      )}
    </>
  );
}

function reasonsOf(error: unknown): readonly string[] {
  const blockers = error instanceof ApiError ? error.extensions.blockedBy : undefined;
  return blockers?.map(({ message }) => message) ?? [messageOf(error)];
}
