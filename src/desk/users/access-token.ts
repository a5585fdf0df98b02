// Access tokens: fifteen minutes of one session. They say which session, never what its user may do.
import { signToken, type SignedToken } from '../../graphql/signed-token.js';

export const ACCESS_TOKENS = 'copydesk:desk';
const LIFETIME_SECONDS = 15 * 60;

export const accessToken = (secret: string, sessionId: string): SignedToken =>
  signToken(secret, ACCESS_TOKENS, { sid: sessionId }, LIFETIME_SECONDS);
