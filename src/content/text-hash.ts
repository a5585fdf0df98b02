import { createHash } from 'node:crypto';

/** SHA-256 in base64, as the cache key of a long text. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('base64');
