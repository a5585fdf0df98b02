// Preview tokens: with one, a request to delivery sees what is not live. The desk makes them, delivery takes them; what
// a preview shows is in the database, under the id that the token carries.
import { signToken, verifyToken, type SignedToken } from './signed-token.js';

const PREVIEWS = 'copydesk:preview';

export const previewToken = (secret: string, previewId: string, expiresInSeconds: number): SignedToken =>
  signToken(secret, PREVIEWS, { sub: previewId }, expiresInSeconds);

export interface PreviewClaims {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** undefined where the token is malformed, expired, not ours, or for another use. */
export function verifyPreviewToken(secret: string, token: string): PreviewClaims | undefined {
  const { sub, exp } = verifyToken(secret, PREVIEWS, token) ?? {};
  return typeof sub === 'string' && typeof exp === 'number' ? { id: sub, expiresAt: exp * 1000 } : undefined;
}
