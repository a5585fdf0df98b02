// Who brings a token means a preview, so an invalid token is refused, and not answered as a reader would be.
import { unauthenticated } from '../../domain/errors.js';
import { previewIdOf } from '../../graphql/preview-token.js';
import { HttpError } from './http-error.js';

/**
 * The id of the preview that the request presents, undefined for a reader's.
 * @param authorization the header
 * @param secret that preview tokens are signed with
 * @throws HttpError 401 where there is a header without a valid preview token
 */
export function presentedPreview(authorization: string | undefined, secret: string): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const preview = token === undefined ? undefined : previewIdOf(secret, token);
  if (preview !== undefined) return preview;
  throw new HttpError(401, [unauthenticated('The preview token has expired, or is not ours.')]);
}
