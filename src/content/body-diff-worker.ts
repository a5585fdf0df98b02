// Runs in the threads of body-differ.ts.
import type { BodyDifference } from './body-diff/body-difference.js';
import { diffBodies } from './body-diff/diff-bodies.js';
export { ownStatPath } from './thread-cpu.js';

export interface BodyPair {
  /** Sanitised HTML; '' for no body. */
  readonly before: string;
  readonly after: string;
}

/** @returns undefined where a body is nested too deeply */
export default function bodyDifference({ before, after }: BodyPair): BodyDifference | undefined {
  try {
    return diffBodies(before, after);
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') return undefined;
    throw error;
  }
}
