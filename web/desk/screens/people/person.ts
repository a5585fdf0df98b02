import type { AccountFragment } from '../../generated/operations.js';

export interface PersonProps {
  readonly person: AccountFragment;
}
