// How much work one difference may be. Comparing grows with the square of what differs; where two sequences have too little in
// common, one is shown as replaced by the other. Counted and not timed, so that a difference is the same on every machine.
import { diffArrays } from 'diff';

export interface Change {
  readonly kind: 'same' | 'del' | 'ins';
  readonly count: number;
}

/** Of one pair of sequences: they take a fifth of a second. */
const MAX_EDITS = 1_500;
/** Squares of edits, of a whole body: about a second. */
const MAX_WORK = 8_000_000;

export class DiffBudget {
  private left = MAX_WORK;

  /** What leads from one sequence to the other; what was taken out comes before what was added in its place. */
  diff(before: readonly string[], after: readonly string[]): Change[] {
    const start = commonLength(before, after);
    const end = commonLength(before.slice(start).reverse(), after.slice(start).reverse());
    const middle = this.middle(
      before.slice(start, before.length - end),
      after.slice(start, after.length - end),
    );
    const same = (count: number): Change => ({ kind: 'same', count });
    return [same(start), ...middle, same(end)].filter(({ count }) => count > 0);
  }

  private middle(before: string[], after: string[]): Change[] {
    const replaced: Change[] = [
      { kind: 'del', count: before.length },
      { kind: 'ins', count: after.length },
    ];
    if (before.length === 0 || after.length === 0) return replaced;
    const maxEditLength = Math.min(MAX_EDITS, Math.floor(Math.sqrt(this.left)));
    const changes = diffArrays(before, after, { maxEditLength });
    if (changes === undefined) {
      this.left -= maxEditLength ** 2;
      return replaced;
    }
    const edits = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
    this.left -= edits ** 2;
    return deletedFirst(
      changes.map(({ added, removed, count }) => ({ kind: added ? 'ins' : removed ? 'del' : 'same', count })),
    );
  }
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** One of each kind between what is the same. */
function deletedFirst(changes: readonly Change[]): Change[] {
  const ordered: Change[] = [];
  let pending = { del: 0, ins: 0 };
  for (const change of [...changes, { kind: 'same', count: 0 } as const]) {
    if (change.kind !== 'same') {
      pending[change.kind] += change.count;
      continue;
    }
    ordered.push({ kind: 'del', count: pending.del }, { kind: 'ins', count: pending.ins }, change);
    pending = { del: 0, ins: 0 };
  }
  return ordered;
}
