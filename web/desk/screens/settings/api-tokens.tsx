// The API tokens, with which programs act as a user. For administrators.
import { useState } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import type { ApiTokenRowFragment } from '../../generated/operations.js';
import { useFocusFallback } from '../../parts/page-focus.js';
import { State } from '../../parts/state.js';
import { Hidden, Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { NewTokenDialog } from './new-token-dialog.js';
import { RevokeDialog } from './revoke-dialog.js';

export function ApiTokens({ tokens }: { readonly tokens: readonly ApiTokenRowFragment[] }) {
  const [isNew, setIsNew] = useState(false);
  const [revoked, setRevoked] = useState<ApiTokenRowFragment>();
  useFocusFallback(tokens.filter(({ revokedAt }) => revokedAt === null));
  const words = WORDS.settings;
  return (
    <section aria-labelledby="tokens">
      <div className="section-head">
        <h2 id="tokens">{words.tokens}</h2>
        <button className="button" type="button" onClick={() => setIsNew(true)}>
          {words.newToken}
        </button>
      </div>
      <p className="quiet after">{words.tokensHint}</p>
      {tokens.length === 0 ? (
        <p className="after">{words.noTokens}</p>
      ) : (
        <table className="table named">
          <caption className="hidden">{words.tokens}</caption>
          <thead>
            <tr>
              <th scope="col">{words.tokenName}</th>
              <th scope="col">{words.actsAs}</th>
              <th scope="col">{words.created}</th>
              <th scope="col">{words.lastUsed}</th>
              <th scope="col">{words.ends}</th>
              <th scope="col">
                <Hidden>{words.tokenChange}</Hidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setRevoked(token)} />
            ))}
          </tbody>
        </table>
      )}
      {isNew && <NewTokenDialog onClose={() => setIsNew(false)} />}
      {revoked && <RevokeDialog token={revoked} onClose={() => setRevoked(undefined)} />}
    </section>
  );
}

interface TokenRowProps {
  readonly token: ApiTokenRowFragment;
  readonly onRevoke: () => void;
}

function TokenRow({ token, onRevoke }: TokenRowProps) {
  const { date, now } = useTimes();
  const words = WORDS.settings;
  const hasEnded = token.expiresAt !== null && Date.parse(token.expiresAt) <= now.getTime();
  return (
    <tr>
      <th scope="row">{token.name}</th>
      <td data-label={words.actsAs}>{token.user.name}</td>
      <td data-label={words.created}>
        <Moment at={token.createdAt}>{date(token.createdAt)}</Moment>
      </td>
      <td data-label={words.lastUsed}>
        {token.lastUsedAt ? (
          <Moment at={token.lastUsedAt} />
        ) : (
          <span className="quiet">{words.neverUsed}</span>
        )}
      </td>
      <td data-label={words.ends}>
        {token.revokedAt ? (
          <State is="down">{words.revoked(date(token.revokedAt))}</State>
        ) : token.expiresAt === null ? (
          <span className="quiet">{words.neverEnds}</span>
        ) : hasEnded ? (
          <State is="down">{words.expired(date(token.expiresAt))}</State>
        ) : (
          <Moment at={token.expiresAt}>{date(token.expiresAt)}</Moment>
        )}
      </td>
      <td className="end">
        {!token.revokedAt && !hasEnded && (
          <button className="link" type="button" onClick={onRevoke}>
            {words.revoke}
            <Hidden> {token.name}</Hidden>
          </button>
        )}
      </td>
    </tr>
  );
}
