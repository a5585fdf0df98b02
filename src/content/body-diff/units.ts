// Splits the content of a block into units: other blocks, and runs of inline content between them.
import type { Element, ElementContent } from 'hast';
import { isFootnoteLabel } from '../heading-ids.js';
import { contentKey, isBlock, signatureOf } from './body-tree.js';
import { tokensOf, type Token } from './tokens.js';

export interface Unit {
  /** One block, or a run of inline nodes. */
  readonly nodes: readonly ElementContent[];
  /** undefined for a run. */
  readonly block?: Element;
  /** Equal for units that are equal with all their content. */
  readonly key: string;
  /** Equal for units that differ at most in their content. */
  readonly signature: string;
}

const tokensByUnit = new WeakMap<Unit, readonly Token[]>();
const wordBagByUnit = new WeakMap<Unit, WordBag>();

/** How often each word stands in a unit. */
export interface WordBag {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

export function unitsOf(children: readonly ElementContent[]): Unit[] {
  const units: Unit[] = [];
  let run: ElementContent[] = [];
  const endRun = () => {
    if (run.length > 0) units.push({ nodes: run, key: run.map(contentKey).join(), signature: 'run' });
    run = [];
  };
  for (const node of children) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    endRun();
    units.push({ nodes: [node], block: node, key: contentKey(node), signature: signatureOf(node) });
  }
  endRun();
  return units;
}

/** The tokens of all runs in a unit. */
export function tokensIn(unit: Unit): readonly Token[] {
  const known = tokensByUnit.get(unit);
  if (known !== undefined) return known;
  const { block, nodes } = unit;
  const found = block === undefined ? tokensOf(nodes) : tokensInBlock(block);
  tokensByUnit.set(unit, found);
  return found;
}

/** The heading of the footnotes is for screen readers only: its words do not count. */
const tokensInBlock = ({ tagName, properties, children }: Element): Token[] =>
  isFootnoteLabel(tagName, properties) ? [] : unitsOf(children).flatMap(tokensIn);

export const wordCountOf = (unit: Unit): number => tokensIn(unit).reduce((sum, { words }) => sum + words, 0);

export function wordBagOf(unit: Unit): WordBag {
  const known = wordBagByUnit.get(unit);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  let total = 0;
  for (const { words, node } of tokensIn(unit)) {
    if (words === 0 || node.type !== 'text') continue;
    counts.set(node.value, (counts.get(node.value) ?? 0) + 1);
    total += 1;
  }
  const bag = { counts, total };
  wordBagByUnit.set(unit, bag);
  return bag;
}
