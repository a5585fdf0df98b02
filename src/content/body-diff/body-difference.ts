export interface BodyDifference {
  /** Sanitised. */
  readonly html: string;
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** Part of the key under which differences are stored. To be increased whenever the same bodies give another difference. */
export const BODY_DIFF_VERSION = 2;
