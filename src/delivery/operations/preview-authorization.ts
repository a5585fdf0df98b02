// A request with a token wants a preview: where the token is invalid it is refused, and not answered as a reader's.
import { LRUCache } from 'lru-cache';
import { unauthenticated } from '../../domain/errors.js';
import { verifyPreviewToken, type PreviewClaims } from '../../graphql/preview-token.js';
import { HttpError } from './http-error.js';

const MAX_VERIFIED_TOKENS = 1000;

/** Checking a signature takes as long as a short query. */
const verified = new LRUCache<string, PreviewClaims>({ max: MAX_VERIFIED_TOKENS });

/**
 * What a proxy in front asked for, and passes on: it says nothing to us. A preview token in the place of a name and a password
 * is no base64, and refused.
 */
const FOR_A_PROXY = /^(Basic +[a-z\d+/]+={0,2} *$|Digest |Negotiate )/i;

/**
 * The id of the preview that the request presents, undefined for a reader's.
 * @param authorization the header
 * @param secret that preview tokens are signed with
 * @throws HttpError 401 where there is a header, which is not for a proxy, without a valid preview token
 */
export function presentedPreview(authorization: string | undefined, secret: string): string | undefined {
  if (authorization === undefined || FOR_A_PROXY.test(authorization)) return undefined;
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const claims = token === undefined ? undefined : claimsOf(token, secret);
  if (claims !== undefined) return claims.id;
  throw new HttpError(401, [unauthenticated('The preview token has expired, or is not ours.')]);
}

/** Of a token that is ours, whose preview was revoked, or ended with its maker's right. */
export const previewEnded = (): HttpError => new HttpError(401, [unauthenticated('The preview has ended.')]);

function claimsOf(token: string, secret: string): PreviewClaims | undefined {
  const key = `${secret}\n${token}`;
  const known = verified.get(key);
  if (known !== undefined) return known.expiresAt > Date.now() ? known : undefined;
  const claims = verifyPreviewToken(secret, token);
  if (claims !== undefined) verified.set(key, claims);
  return claims;
}
