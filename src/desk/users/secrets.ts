// Secrets that are handed out once and kept as a hash: refresh tokens and API tokens. They are random, unlike passwords,
// so a fast hash is enough: there is nothing to guess.
import { createHash, randomBytes } from 'node:crypto';

/** What tells an API token from an access token, and what a leak can be searched for. */
export const API_TOKEN_PREFIX = 'copydesk_';

/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hex. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
