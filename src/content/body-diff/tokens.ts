// Splits inline content into tokens: words, the text between words, and atoms. Each knows the elements around it.
import type { Element, ElementContent } from 'hast';
import { isFootnoteMark } from '../heading-ids.js';
import { wordSegments } from '../words.js';
import { contentKey, isAtom, signatureOf } from './body-tree.js';

export interface Token {
  /** Equal for tokens that look the same: the same text in elements of the same kind. */
  readonly key: string;
  readonly node: ElementContent;
  /** The inline elements around it, the outermost first. */
  readonly path: readonly Element[];
  /** The number of the body's words that begin in it: one at most, except for an atom. */
  readonly words: number;
}

interface Leaf {
  readonly node: ElementContent;
  readonly path: readonly Element[];
}

export function tokensOf(nodes: readonly ElementContent[]): Token[] {
  const leaves = leavesOf(nodes, []);
  // The text is segmented as a whole: an element may begin within a word.
  const starts = wordStarts(leaves.map(({ node }) => textOf(node)).join(''));
  const tokens: Token[] = [];
  let offset = 0;
  for (const { node, path } of leaves) {
    const inside = path.map(signatureOf).join('');
    const end = offset + textOf(node).length;
    // The numbers and arrows of footnotes do not count as words.
    const countsWords = !path.some(({ properties }) => isFootnoteMark(properties));
    let words = 0;
    for (let from = offset; from < end;) {
      let to = from + 1;
      while (to < end && !starts.has(to)) to += 1;
      const isWord = countsWords && starts.get(from) === true;
      words += isWord ? 1 : 0;
      if (node.type === 'text') {
        const value = node.value.slice(from - offset, to - offset);
        const key = `${value}\n${inside}`;
        tokens.push({ key, node: { type: 'text', value }, path, words: isWord ? 1 : 0 });
      }
      from = to;
    }
    if (node.type !== 'text') tokens.push({ key: `${contentKey(node)}${inside}`, node, path, words });
    offset = end;
  }
  return tokens;
}

/** The text of a node. An atom without text gets a line break, which separates words. */
function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || node.tagName === 'rp') return '';
  return node.children.map(textOf).join('') || '\n';
}

function leavesOf(nodes: readonly ElementContent[], path: readonly Element[]): Leaf[] {
  return nodes.flatMap((node) =>
    node.type === 'element' && !isAtom(node) ? leavesOf(node.children, [...path, node]) : [{ node, path }],
  );
}

/** Whether a segment is a word, by the index where it begins. */
function wordStarts(text: string): Map<number, boolean> {
  const starts = new Map<number, boolean>();
  for (const { index, isWordLike } of wordSegments(text)) starts.set(index, isWordLike);
  return starts;
}
