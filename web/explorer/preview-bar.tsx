import { type ChangeEvent, useState } from 'react';
import { bearer, type Send } from './graphql-request.js';

const KEY = 'copydesk.preview-token';

/** Sends with the preview token that is in the field at that moment, where there is one. */
export const sendingPreviewToken =
  (send: Send): Send =>
  (request, headers) => {
    const token = sessionStorage.getItem(KEY);
    return send(request, token ? { ...bearer(token), ...headers } : headers);
  };

/** A field for a preview token; without one, the answers are what every reader gets. */
export function PreviewBar() {
  const [token, setToken] = useState(() => sessionStorage.getItem(KEY) ?? '');
  const use = (next: string) => {
    if (next) sessionStorage.setItem(KEY, next);
    else sessionStorage.removeItem(KEY);
    setToken(next);
  };

  return (
    <>
      <p role="status">{token ? 'As the preview token shows it' : 'As every reader sees it'}</p>
      <form aria-label="Preview" onSubmit={(event) => event.preventDefault()}>
        <label>
          Preview token{' '}
          <input
            value={token}
            onChange={(event: ChangeEvent<HTMLInputElement>) => use(event.target.value.trim())}
            placeholder="from createPreview"
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <button type="button" disabled={!token} onClick={() => use('')}>
          Clear
        </button>
      </form>
    </>
  );
}
