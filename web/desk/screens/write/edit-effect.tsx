import type { ReviewState } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';

const { write } = WORDS;

const EFFECTS: Readonly<Partial<Record<ReviewState, string>>> = {
  IN_REVIEW: write.editsReview,
  APPROVED: write.editsApproved,
  SCHEDULED: write.editsScheduled,
  PUBLISHED: write.editsPublished,
};

/** What saving a revision does in that review state, where it does more than that. */
export function EditEffect({ state }: { readonly state: ReviewState }) {
  const effect = EFFECTS[state];
  return effect === undefined ? null : <p className="quiet small">{effect}</p>;
}
