// A three-way merge of texts by lines. A paragraph of Markdown is usually one line.
import { diffArrays } from 'diff';

export interface TextHunk {
  /** Which side changed it; `both`: in the same way; `conflict`: differently. */
  readonly is: 'same' | 'mine' | 'theirs' | 'both' | 'conflict';
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

/** Lines [from, to) of the base became `lines`. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function changesOf(base: readonly string[], other: readonly string[]): Change[] {
  const changes: { from: number; to: number; lines: string[] }[] = [];
  let line = 0;
  for (const { added, removed, value } of diffArrays([...base], [...other])) {
    const last = changes.at(-1);
    if (!added && !removed) line += value.length;
    else if (last?.to === line) {
      if (added) last.lines.push(...value);
      else last.to += value.length;
    } else {
      changes.push({ from: line, to: removed ? line + value.length : line, lines: added ? [...value] : [] });
    }
    if (removed) line += value.length;
  }
  return changes;
}

const isSameText = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((line, index) => line === other[index]);

/** One side's lines for the base's lines [from, to), which contain all of these changes. */
function sideOf(base: readonly string[], from: number, to: number, changes: readonly Change[]): string[] {
  const lines: string[] = [];
  let at = from;
  for (const change of changes) {
    lines.push(...base.slice(at, change.from), ...change.lines);
    at = change.to;
  }
  return [...lines, ...base.slice(at, to)];
}

/**
 * @returns the hunks in order: all lines of one side, joined, are that side's text. Changes that overlap or touch are one hunk,
 * since only a person knows whether they belong together
 */
export function mergeText(baseText: string, mineText: string, theirsText: string): readonly TextHunk[] {
  const [base, mine, theirs] = [baseText, mineText, theirsText].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const remaining = { mine: changesOf(base, mine), theirs: changesOf(base, theirs) };
  const hunks: TextHunk[] = [];
  let line = 0;
  for (;;) {
    const from = Math.min(remaining.mine[0]?.from ?? Infinity, remaining.theirs[0]?.from ?? Infinity);
    const until = Math.min(from, base.length);
    if (until > line) {
      const lines = base.slice(line, until);
      hunks.push({ is: 'same', base: lines, mine: lines, theirs: lines });
    }
    if (from === Infinity) return hunks;
    let to = from;
    const taken: { mine: Change[]; theirs: Change[] } = { mine: [], theirs: [] };
    for (let grows = true; grows;) {
      grows = false;
      for (const side of ['mine', 'theirs'] as const) {
        for (
          let next = remaining[side][0];
          next !== undefined && next.from <= to;
          next = remaining[side][0]
        ) {
          taken[side].push(next);
          remaining[side].shift();
          to = Math.max(to, next.to);
          grows = true;
        }
      }
    }
    const hunk = {
      base: base.slice(from, to),
      mine: sideOf(base, from, to, taken.mine),
      theirs: sideOf(base, from, to, taken.theirs),
    };
    hunks.push({ ...hunk, is: kindOf(taken, hunk) });
    line = to;
  }
}

function kindOf(
  taken: { readonly mine: readonly Change[]; readonly theirs: readonly Change[] },
  { mine, theirs }: Pick<TextHunk, 'mine' | 'theirs'>,
): TextHunk['is'] {
  if (taken.theirs.length === 0) return 'mine';
  if (taken.mine.length === 0) return 'theirs';
  return isSameText(mine, theirs) ? 'both' : 'conflict';
}

export const textOf = (hunks: readonly TextHunk[], side: 'base' | 'mine' | 'theirs'): string =>
  hunks.flatMap((hunk) => hunk[side]).join('\n');
