export interface BodyDifference {
  /** Sanitised. */
  readonly html: string;
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** Part of the key under which a difference is kept: one that is made otherwise needs another. */
export const BODY_DIFF_VERSION = 2;
