// Signs and verifies Copydesk's own tokens (JWT). A token for one use, its audience, is refused for any other. The caller knows
// what the payload means, and whether it still holds.
import jwt from 'jsonwebtoken';
import { createSecretKey, type KeyObject } from 'node:crypto';

const ISSUER = 'copydesk';
const ALGORITHM = 'HS256';

/** Pins algorithm, issuer and audience: the token's own header does not choose them. */
export const verifyOptions = (audience: string) => ({
  algorithms: [ALGORITHM] satisfies jwt.Algorithm[],
  issuer: ISSUER,
  audience,
});

/** jsonwebtoken tries to read a string as a public key first, which takes longer than the rest of a request. */
export const keyFrom = (secret: string): KeyObject => createSecretKey(secret, 'utf8');

export interface SignedToken {
  readonly token: string;
  /** In whole seconds, as in the token. */
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

/** @returns the payload; undefined where the token is malformed, expired, not ours, or for another use */
export function verifyToken(
  secret: string,
  audience: string,
  token: string,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload = jwt.verify(token, keyFrom(secret), verifyOptions(audience));
    return typeof payload === 'string' ? undefined : payload;
  } catch (error) {
    // jsonwebtoken throws a SyntaxError for a payload that is not JSON.
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
