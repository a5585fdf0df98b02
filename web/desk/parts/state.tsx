import type { ReactNode } from 'react';
import type { ReviewState } from '../generated/operations.js';
import { WORDS } from '../words/words.js';

export type StateShape =
  'draft' | 'review' | 'changes' | 'approved' | 'scheduled' | 'live' | 'down' | 'archived' | 'failed';

const SHAPES: Readonly<Record<ReviewState, StateShape>> = {
  DRAFT: 'draft',
  IN_REVIEW: 'review',
  CHANGES_REQUESTED: 'changes',
  APPROVED: 'approved',
  SCHEDULED: 'scheduled',
  PUBLISHED: 'live',
  UNPUBLISHED: 'down',
  ARCHIVED: 'archived',
};

/** A state as a text, after a shape that CSS draws: it fills as an article comes nearer to publication. */
export function State({ is, children }: { readonly is: StateShape; readonly children: ReactNode }) {
  return (
    <span className="state" data-is={is}>
      {children}
    </span>
  );
}

export const ReviewStateMark = ({ state }: { readonly state: ReviewState }) => (
  <State is={SHAPES[state]}>{WORDS.states[state]}</State>
);
