// Preview tokens. With one, a request to delivery sees content that is not live. The desk signs them, delivery verifies them.
// What a preview shows is stored in the database under the id in the token.
import { signToken, verifyToken, type SignedToken } from './signed-token.js';

const PREVIEW_AUDIENCE = 'copydesk:preview';

export const previewToken = (secret: string, previewId: string, expiresInSeconds: number): SignedToken =>
  signToken(secret, PREVIEW_AUDIENCE, { sub: previewId }, expiresInSeconds);

export interface PreviewClaims {
  readonly id: string;
  /** Unix time in milliseconds. */
  readonly expiresAt: number;
}

/** @returns undefined where the token is malformed, expired, not ours, or for another use */
export function verifyPreviewToken(secret: string, token: string): PreviewClaims | undefined {
  const { sub, exp } = verifyToken(secret, PREVIEW_AUDIENCE, token) ?? {};
  return typeof sub === 'string' && typeof exp === 'number' ? { id: sub, expiresAt: exp * 1000 } : undefined;
}
