import type { AccountFragment } from '../../generated/operations.js';

/** What a part takes that shows one person. */
export interface PersonProps {
  readonly person: AccountFragment;
}
