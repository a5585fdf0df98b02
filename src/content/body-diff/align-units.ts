// Pairs the blocks of the old body with those of the new one. Equal blocks are paired first. Between those, blocks of the same
// kind that have enough words in common are paired as one block that was edited.
import type { DiffBudget } from './budget.js';
import { wordBagOf, type Unit } from './units.js';

/** A unit that was added has no old one, a unit that was removed no new one. */
export type UnitPair = readonly [old: Unit | undefined, next: Unit | undefined];

/** The share of words in common. Below it, an edited block is harder to read than a removed and an added one. */
const MIN_SIMILARITY = 0.35;
/** Pairs that are compared in one gap. 300 consecutive blocks may all have been edited. */
const MAX_COMPARISONS = 100_000;
/** Parts that a table has at most once. */
const UNIQUE_PARTS = new Set(['thead', 'tfoot', 'caption']);

export function alignUnits(before: readonly Unit[], after: readonly Unit[], budget: DiffBudget): UnitPair[] {
  const [first] = before;
  // The text of a paragraph or an item is compared word by word, however different it is.
  if (before.length === 1 && after.length === 1 && !first?.block && !after[0]?.block)
    return [[first, after[0]]];
  const pairs: UnitPair[] = [];
  let gap: { old: Unit[]; next: Unit[] } = { old: [], next: [] };
  let [i, j] = [0, 0];
  const changes = budget.diff(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  for (const { kind, count } of changes) {
    const old = kind === 'ins' ? [] : before.slice(i, (i += count));
    const next = kind === 'del' ? [] : after.slice(j, (j += count));
    if (kind !== 'same') {
      gap.old.push(...old);
      gap.next.push(...next);
      continue;
    }
    pairs.push(...matchGap(gap.old, gap.next), ...next.map((unit, at): UnitPair => [old[at], unit]));
    gap = { old: [], next: [] };
  }
  return [...pairs, ...matchGap(gap.old, gap.next)];
}

/** The pairs, in order, whose similarities have the greatest sum. Units without a partner were removed or added. */
function matchGap(old: readonly Unit[], next: readonly Unit[]): UnitPair[] {
  if (old.length * next.length > MAX_COMPARISONS) return unpaired(old, next);
  const similarities = old.map((a) => next.map((b) => similarity(a, b)));
  // sums[i][j] is the greatest sum for the old units from i on and the new ones from j on.
  const sums = Array.from({ length: old.length + 1 }, () => new Float64Array(next.length + 1));
  const sumAt = (i: number, j: number) => sums[i]?.[j] ?? 0;
  const sumIfPaired = (i: number, j: number) => {
    const similar = similarities[i]?.[j] ?? 0;
    return similar === 0 ? 0 : similar + sumAt(i + 1, j + 1);
  };
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      (sums[i] as Float64Array)[j] = Math.max(sumAt(i + 1, j), sumAt(i, j + 1), sumIfPaired(i, j));
    }
  }
  const pairs: UnitPair[] = [];
  let [i, j] = [0, 0];
  let gap: { old: Unit[]; next: Unit[] } = { old: [], next: [] };
  while (i < old.length && j < next.length) {
    if (sumIfPaired(i, j) > 0 && sumIfPaired(i, j) >= sumAt(i, j)) {
      pairs.push(...unpaired(gap.old, gap.next), [old[i], next[j]]);
      gap = { old: [], next: [] };
      i += 1;
      j += 1;
    } else if (sumAt(i + 1, j) >= sumAt(i, j + 1)) gap.old.push(...old.slice(i, (i += 1)));
    else gap.next.push(...next.slice(j, (j += 1)));
  }
  return [...pairs, ...unpaired([...gap.old, ...old.slice(i)], [...gap.next, ...next.slice(j)])];
}

const unpaired = (old: readonly Unit[], next: readonly Unit[]): UnitPair[] => [
  ...old.map((unit): UnitPair => [unit, undefined]),
  ...next.map((unit): UnitPair => [undefined, unit]),
];

/** Twice the words in common divided by all words; 0 where that is below MIN_SIMILARITY. */
function similarity(a: Unit, b: Unit): number {
  if (a.signature !== b.signature) return 0;
  if (UNIQUE_PARTS.has(a.block?.tagName ?? '')) return 1;
  const [left, right] = [wordBagOf(a), wordBagOf(b)];
  const all = left.total + right.total;
  const upperBound = (2 * Math.min(left.total, right.total)) / all;
  if (all === 0 || upperBound < MIN_SIMILARITY) return 0;
  const [fewer, more] = left.counts.size < right.counts.size ? [left, right] : [right, left];
  let common = 0;
  for (const [word, count] of fewer.counts) common += Math.min(count, more.counts.get(word) ?? 0);
  const share = (2 * common) / all;
  return share < MIN_SIMILARITY ? 0 : share;
}
