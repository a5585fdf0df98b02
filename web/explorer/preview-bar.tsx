import { type ChangeEvent, useState } from 'react';
import { bearer, type Send } from './graphql-request.js';

const STORAGE_KEY = 'copydesk.preview-token';

/** Sends with the preview token that is in the field at that moment, if any. */
export const sendingPreviewToken =
  (send: Send): Send =>
  (request, headers) => {
    const token = sessionStorage.getItem(STORAGE_KEY);
    return send(request, token ? { ...bearer(token), ...headers } : headers);
  };

/** A field for a preview token. Without a token, responses are those that every reader gets. */
export function PreviewBar() {
  const [token, setToken] = useState(() => sessionStorage.getItem(STORAGE_KEY) ?? '');
  const changeToken = (next: string) => {
    if (next) sessionStorage.setItem(STORAGE_KEY, next);
    else sessionStorage.removeItem(STORAGE_KEY);
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
            onChange={(event: ChangeEvent<HTMLInputElement>) => changeToken(event.target.value.trim())}
            placeholder="from createPreview"
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <button type="button" disabled={!token} onClick={() => changeToken('')}>
          Clear
        </button>
      </form>
    </>
  );
}
