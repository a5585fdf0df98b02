// Notices of errors, and of empty lists.
import { useState, type ReactNode } from 'react';
import { ApiError, OfflineError } from '../api/errors.js';
import { WORDS } from '../words/words.js';

/** The message of an error for the viewer: the API's, where it has one. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof OfflineError ? WORDS.errors.offline : WORDS.errors.failed;
}

interface ErrorNoticeProps {
  readonly error: unknown;
  /** What did not work: "Approving did not work." */
  readonly heading?: string;
  readonly onRetry?: () => void;
}

export function ErrorNotice({ error, heading, onRetry }: ErrorNoticeProps) {
  const requestId = error instanceof ApiError ? error.extensions.requestId : undefined;
  return (
    <div className="notice bad" role="alert">
      <p>
        {heading && <strong>{heading} </strong>}
        {messageOf(error)}
      </p>
      {requestId && (
        <p className="quiet small">
          {WORDS.errors.report} <code>{requestId}</code> <CopyButton text={requestId} />
        </p>
      )}
      {onRetry && (
        <p>
          <button className="button" type="button" onClick={onRetry}>
            {WORDS.tryAgain}
          </button>
        </p>
      )}
    </div>
  );
}

interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
}

export function CopyButton({ text, label = WORDS.copy }: CopyButtonProps) {
  const [copied, setCopied] = useState<string>();
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <button className="link" type="button" onClick={() => void copy()}>
      {copied === text ? WORDS.copied : label}
    </button>
  );
}

interface EmptyProps {
  readonly heading?: string;
  /** When the list would have entries, and what to do. */
  readonly children: ReactNode;
}

export const Empty = ({ heading, children }: EmptyProps) => (
  <div className="empty">
    {heading && <p className="title">{heading}</p>}
    {children}
  </div>
);
