// Preview tokens: with one, a request to delivery sees what is not live. The desk makes them, delivery takes them; what
// a preview shows is in the database, under the id that the token carries.
import { signToken, verifyToken, type SignedToken } from './signed-token.js';

const PREVIEWS = 'copydesk:preview';

export const previewToken = (secret: string, previewId: string, expiresInSeconds: number): SignedToken =>
  signToken(secret, PREVIEWS, { sub: previewId }, expiresInSeconds);

/** The preview's id, or undefined where the token is malformed, expired, not ours, or for another use. */
export function previewIdOf(secret: string, token: string): string | undefined {
  const sub = verifyToken(secret, PREVIEWS, token)?.sub;
  return typeof sub === 'string' ? sub : undefined;
}
