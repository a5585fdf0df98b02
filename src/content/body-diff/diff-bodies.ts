// The difference of two rendered bodies, word by word: added content is in `<ins>`, removed content in `<del>`. Without every
// `<del>`, and with the content of every `<ins>`, it is the new body; the other way round, the old one.
import type { Element, ElementContent, Root } from 'hast';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { ALLOWED_HTML } from '../allowed-html.js';
import { alignUnits, type UnitPair } from './align-units.js';
import type { BodyDifference } from './body-difference.js';
import { normalized, parseBody } from './body-tree.js';
import { DiffBudget } from './budget.js';
import { diffInline } from './inline-diff.js';
import { appendMarked } from './marks.js';
import { tokensIn, unitsOf, wordCountOf, type Unit } from './units.js';

/** Both bodies have been sanitised already: their ids have prefixes, and their embeds were made by the renderer. */
const ALLOWED_IN_DIFFERENCE: Options = {
  ...ALLOWED_HTML,
  attributes: { ...ALLOWED_HTML.attributes, figure: ['dataEmbed'] },
  clobberPrefix: '',
};

const output = unified().use(rehypeSanitize, ALLOWED_IN_DIFFERENCE).use(rehypeStringify).freeze();

/** Synchronous. @param before sanitised HTML, as is `after` */
export function diffBodies(before: string, after: string): BodyDifference {
  const [old, next] = [before, after].map((html) => normalized(parseBody(html))) as [Nodes, Nodes];
  const difference = new Difference(idsIn(next));
  const children = difference.diff(old, next);
  const tree: Root = { type: 'root', children };
  const { wordsAdded, wordsRemoved } = difference;
  return { html: output.stringify(output.runSync(tree)), wordsAdded, wordsRemoved };
}

type Nodes = ElementContent[];

class Difference {
  wordsAdded = 0;
  wordsRemoved = 0;
  private readonly budget = new DiffBudget();

  constructor(private readonly newIds: ReadonlySet<string>) {}

  diff(before: Nodes, after: Nodes): Nodes {
    const nodes: Nodes = [];
    for (const pair of this.pairsOf(before, after)) this.append(nodes, pair);
    return nodes;
  }

  private pairsOf(before: Nodes, after: Nodes): UnitPair[] {
    const [old, next] = [unitsOf(before), unitsOf(after)];
    // Cells of rows with equally many cells belong to the same columns.
    const areCells = old.length === next.length && [...old, ...next].every(isCell);
    return areCells ? old.map((unit, i) => [unit, next[i]]) : alignUnits(old, next, this.budget);
  }

  private append(nodes: Nodes, [old, next]: UnitPair): void {
    if (old === undefined) {
      this.wordsAdded += next === undefined ? 0 : wordCountOf(next);
      appendMarked(nodes, next?.nodes ?? [], 'ins', this.newIds);
    } else if (next === undefined) {
      this.wordsRemoved += wordCountOf(old);
      appendMarked(nodes, old.nodes, 'del', this.newIds);
    } else if (old.key === next.key) {
      nodes.push(...next.nodes);
    } else if (old.signature !== next.signature) {
      this.append(nodes, [old, undefined]);
      this.append(nodes, [undefined, next]);
    } else if (old.block && next.block) {
      nodes.push({ ...next.block, children: this.diff(old.block.children, next.block.children) });
    } else nodes.push(...this.inline(old, next));
  }

  private inline(old: Unit, next: Unit): Nodes {
    const inline = diffInline(tokensIn(old), tokensIn(next), this.budget, this.newIds);
    this.wordsAdded += inline.wordsAdded;
    this.wordsRemoved += inline.wordsRemoved;
    return inline.nodes;
  }
}

const isCell = ({ block }: Unit): boolean => block?.tagName === 'td' || block?.tagName === 'th';

function idsIn(nodes: Nodes): Set<string> {
  const ids = new Set<string>();
  visit({ type: 'root', children: nodes } as Root, 'element', ({ properties }: Element) => {
    if (typeof properties.id === 'string') ids.add(properties.id);
  });
  return ids;
}
