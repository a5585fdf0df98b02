// The tokens that Copydesk signs itself: who signed, how, and for which use. A token made for one use (its audience) is
// no token for another. What a token says, and whether that still holds, is the caller's.
import jwt from 'jsonwebtoken';
import { createSecretKey, type KeyObject } from 'node:crypto';

const ISSUER = 'copydesk';
const ALGORITHM = 'HS256';

/** What a token for `audience` must show; nothing of it is taken from the token. */
export const pinned = (audience: string) => ({
  algorithms: [ALGORITHM] satisfies jwt.Algorithm[],
  issuer: ISSUER,
  audience,
});

/** Handed a string, jsonwebtoken tries to read it as a public key first, which takes longer than all else of a request. */
export const keyFrom = (secret: string): KeyObject => createSecretKey(secret, 'utf8');

export interface SignedToken {
  readonly token: string;
  /** To the second, as the token has it. */
  readonly expiresAt: Date;
}

export function signToken(
  secret: string,
  audience: string,
  payload: Readonly<Record<string, unknown>>,
  expiresInSeconds: number,
): SignedToken {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + expiresInSeconds;
  const token = jwt.sign({ ...payload, iat: issuedAt, exp: expiresAt }, keyFrom(secret), {
    algorithm: ALGORITHM,
    issuer: ISSUER,
    audience,
  });
  return { token, expiresAt: new Date(expiresAt * 1000) };
}

/** The payload, or undefined where the token is malformed, expired, not ours, or meant for another use. */
export function verifyToken(
  secret: string,
  audience: string,
  token: string,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload = jwt.verify(token, keyFrom(secret), pinned(audience));
    return typeof payload === 'string' ? undefined : payload;
  } catch (error) {
    // A payload that is not JSON comes as a SyntaxError.
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
