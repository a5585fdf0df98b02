// Runs in the threads of revision-differ.ts.
import { revisionDiff, type DiffableRevision, type FieldDiff } from '../domain/revision-diff.js';
export { ownStatPath } from './thread-cpu.js';

export interface RevisionPair {
  readonly from: DiffableRevision;
  readonly to: DiffableRevision;
}

export default ({ from, to }: RevisionPair): FieldDiff[] => revisionDiff(from, to);
