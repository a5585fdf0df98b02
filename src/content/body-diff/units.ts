// What a block holds: other blocks, and runs of inline content between them.
import type { Element, ElementContent } from 'hast';
import { isFootnoteLabel } from '../heading-ids.js';
import { contentKey, isBlock, signatureOf } from './body-tree.js';
import { tokensOf, type Token } from './tokens.js';

export interface Unit {
  /** Its nodes: a block, or a run of inline nodes. */
  readonly nodes: readonly ElementContent[];
  /** The block; undefined for a run. */
  readonly block?: Element;
  /** Equal for units that are equal throughout. */
  readonly key: string;
  /** Equal for units that may hold different things and be otherwise the same. */
  readonly signature: string;
}

const tokens = new WeakMap<Unit, readonly Token[]>();
const words = new WeakMap<Unit, WordBag>();

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

/** The tokens of all runs in it. */
export function tokensIn(unit: Unit): readonly Token[] {
  const known = tokens.get(unit);
  if (known !== undefined) return known;
  const { block, nodes } = unit;
  const found = block === undefined ? tokensOf(nodes) : tokensInBlock(block);
  tokens.set(unit, found);
  return found;
}

/** The heading of the footnotes is there for screen readers only, and has no words of the body. */
const tokensInBlock = ({ tagName, properties, children }: Element): Token[] =>
  isFootnoteLabel(tagName, properties) ? [] : unitsOf(children).flatMap(tokensIn);

export const wordCountOf = (unit: Unit): number => tokensIn(unit).reduce((sum, { words }) => sum + words, 0);

export function wordsOf(unit: Unit): WordBag {
  const known = words.get(unit);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  let total = 0;
  for (const { words: wordsHere, node } of tokensIn(unit)) {
    if (wordsHere === 0 || node.type !== 'text') continue;
    counts.set(node.value, (counts.get(node.value) ?? 0) + 1);
    total += 1;
  }
  const bag = { counts, total };
  words.set(unit, bag);
  return bag;
}
