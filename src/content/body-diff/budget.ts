// Limits the work for one difference. It grows with the square of the edits; two sequences that have too little in common are
// shown as one replaced by the other. Edits are counted and not timed, so that a difference is the same on every machine.
import { diffArrays } from 'diff';

export interface Change {
  readonly kind: 'same' | 'del' | 'ins';
  readonly count: number;
}

/** For one pair of sequences. So many edits take a fifth of a second. */
const MAX_EDITS = 1_500;
/** For a whole body: the sum of the squares of edits. It takes about a second. */
const MAX_SQUARED_EDITS = 8_000_000;

export class DiffBudget {
  private remaining = MAX_SQUARED_EDITS;

  /** The changes from one sequence to the other. A deletion comes before the insertion in its place. */
  diff(before: readonly string[], after: readonly string[]): Change[] {
    const start = commonLength(before, after);
    const end = commonLength(before.slice(start).reverse(), after.slice(start).reverse());
    const middle = this.diffMiddle(
      before.slice(start, before.length - end),
      after.slice(start, after.length - end),
    );
    const same = (count: number): Change => ({ kind: 'same', count });
    return [same(start), ...middle, same(end)].filter(({ count }) => count > 0);
  }

  /** @param before differs from `after` in its first and in its last entry */
  private diffMiddle(before: string[], after: string[]): Change[] {
    const replaced: Change[] = [
      { kind: 'del', count: before.length },
      { kind: 'ins', count: after.length },
    ];
    if (before.length === 0 || after.length === 0) return replaced;
    const maxEditLength = Math.min(MAX_EDITS, Math.floor(Math.sqrt(this.remaining)));
    const changes = diffArrays(before, after, { maxEditLength });
    if (changes === undefined) {
      this.remaining -= maxEditLength ** 2;
      return replaced;
    }
    const edits = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
    this.remaining -= edits ** 2;
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

/** Joins the changes between two unchanged parts into one deletion and one insertion. */
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
