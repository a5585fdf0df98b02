import { createHash } from 'node:crypto';

/** SHA-256: what a text is remembered by that is too long to be kept. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('base64');
