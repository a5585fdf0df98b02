// X-Content-Min-Seq: the number of a change that a request's response must show.
import type { IncomingMessage } from 'node:http';
import { badUserInput } from '../../domain/errors.js';
import { HttpError } from '../operations/http-error.js';

/** The number; 0 where the request has none, and NaN where what it has is no number. */
export function minSeqOf({ headers }: IncomingMessage): number {
  const minSeq = headers['x-content-min-seq'];
  if (minSeq === undefined) return 0;
  return typeof minSeq === 'string' && /^\d{1,15}$/.test(minSeq) ? Number(minSeq) : NaN;
}

export const notASeq = (): HttpError =>
  new HttpError(400, [
    badUserInput([
      { path: ['X-Content-Min-Seq'], message: 'X-Content-Min-Seq is one number, as X-Content-Seq gave it.' },
    ]),
  ]);
