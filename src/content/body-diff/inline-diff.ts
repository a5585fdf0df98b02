// The difference of two pieces of inline content, word by word.
import type { Element, ElementContent } from 'hast';
import { signatureOf } from './body-tree.js';
import type { DiffBudget } from './budget.js';
import { withoutIds } from './marks.js';
import type { Token } from './tokens.js';

type Mark = 'same' | 'del' | 'ins';

interface MarkedToken extends Token {
  readonly mark: Mark;
}

export interface InlineDiff {
  readonly nodes: ElementContent[];
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** @param newIds the ids of the new body, which removed content may not repeat */
export function diffInline(
  before: readonly Token[],
  after: readonly Token[],
  budget: DiffBudget,
  newIds: ReadonlySet<string>,
): InlineDiff {
  const marked = joinReplacements(markedTokens(before, after, budget));
  const count = (mark: Mark) =>
    marked.reduce((sum, token) => sum + (token.mark === mark ? token.words : 0), 0);
  return { nodes: inlineTree(marked, newIds), wordsAdded: count('ins'), wordsRemoved: count('del') };
}

function markedTokens(
  before: readonly Token[],
  after: readonly Token[],
  budget: DiffBudget,
): MarkedToken[][] {
  const changes = budget.diff(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  let [old, next] = [0, 0];
  return changes.map(({ kind, count }) => {
    if (kind === 'del') return withMark(before.slice(old, (old += count)), 'del');
    if (kind === 'same') old += count;
    return withMark(after.slice(next, (next += count)), kind);
  });
}

/**
 * Joins two replaced words with the blank between them: `<del>one two</del><ins>three four</ins>` is easier to read than a
 * replacement of each word.
 */
function joinReplacements(groups: readonly MarkedToken[][]): MarkedToken[] {
  const joined: MarkedToken[][] = [];
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? [];
    const [deleted, inserted] = joined.slice(-2);
    const isBetween =
      isMarked(deleted, 'del') &&
      isMarked(inserted, 'ins') &&
      isMarked(groups[i + 1], 'del') &&
      isMarked(groups[i + 2], 'ins');
    if (isBetween && group.every(isBlank)) {
      deleted?.push(...withMark(group, 'del'), ...(groups[i + 1] ?? []));
      inserted?.push(...withMark(group, 'ins'), ...(groups[i + 2] ?? []));
      i += 2;
    } else joined.push([...group]);
  }
  return joined.flat();
}

const isMarked = (group: readonly MarkedToken[] | undefined, mark: Mark) => group?.[0]?.mark === mark;
const isBlank = ({ node, mark }: MarkedToken) =>
  mark === 'same' && node.type === 'text' && /^\s*$/.test(node.value);
const withMark = (tokens: readonly Token[], mark: Mark): MarkedToken[] =>
  tokens.map((token) => ({ ...token, mark }));

/**
 * Makes a tree of the tokens again. A mark stands outside of elements that changed as a whole, and inside of elements that hold
 * unchanged content too.
 * @param depth how many elements of each path surround the tree already
 */
function inlineTree(
  tokens: readonly MarkedToken[],
  newIds: ReadonlySet<string>,
  depth = 0,
  isInMark = false,
): ElementContent[] {
  const nodes: ElementContent[] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i] as MarkedToken;
    const end = isInMark ? i : endOfMark(tokens, i, depth);
    if (end > i) {
      const children = inlineTree(tokens.slice(i, end), newIds, depth, true);
      nodes.push({ type: 'element', tagName: token.mark, properties: {}, children });
      i = end;
      continue;
    }
    const wrapper = token.path[depth];
    if (wrapper === undefined) {
      append(nodes, token.mark === 'del' ? withoutIds(token.node, newIds) : token.node);
      i += 1;
      continue;
    }
    let next = i + 1;
    while (next < tokens.length && isWithin(tokens[next], wrapper, depth)) next += 1;
    const inside = tokens.slice(i, next);
    const shell: Element = { ...wrapper, children: [] };
    const isDeleted = inside.every(({ mark }) => mark === 'del');
    const element = isDeleted ? (withoutIds(shell, newIds) as Element) : shell;
    nodes.push({ ...element, children: inlineTree(inside, newIds, depth + 1, isInMark) });
    i = next;
  }
  return nodes;
}

/** The end of the tokens, from `start` on, that one mark can hold without splitting an element; `start` where there are none. */
function endOfMark(tokens: readonly MarkedToken[], start: number, depth: number): number {
  const mark = tokens[start]?.mark;
  if (mark === 'same') return start;
  let end = start;
  while (tokens[end]?.mark === mark) end += 1;
  const split = tokens[end]?.path[depth];
  if (split === undefined) return end;
  while (end > start && isWithin(tokens[end - 1], split, depth)) end -= 1;
  return end;
}

function isWithin(token: MarkedToken | undefined, wrapper: Element, depth: number): boolean {
  const own = token?.path[depth];
  return own !== undefined && signatureOf(own) === signatureOf(wrapper);
}

function append(nodes: ElementContent[], node: ElementContent): void {
  const last = nodes.at(-1);
  if (last?.type === 'text' && node.type === 'text') last.value += node.value;
  else nodes.push(node.type === 'text' ? { ...node } : node);
}
