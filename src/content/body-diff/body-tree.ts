// Parses a rendered body into a tree that can be compared, without what makes no difference to readers.
import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { FOOTNOTE_ID, isFootnoteMark } from '../heading-ids.js';
import { OWN_MARKS } from './own-marks.js';

const parser = unified().use(rehypeRaw).freeze();

const BLOCK_NAMES = new Set([
  ...['blockquote', 'caption', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'hr'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'ol', 'p', 'pre', 'section', 'summary', 'ul'],
  ...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'],
]);
/** Inline elements that are compared as a whole. */
const ATOM_NAMES = new Set(['br', 'img', 'input', 'ruby', 'wbr']);

const blocks = new WeakMap<Element, boolean>();
const signatures = new WeakMap<Element, string>();

export function parseBody(html: string): Root {
  // `raw` is a node type of rehype-raw that hast does not have.
  return parser.runSync({ type: 'root', children: [{ type: 'raw', value: html } as unknown as RootContent] });
}

/** Whether a node stands on lines of its own: a block element, or an element that holds one. */
export function isBlock(node: ElementContent): node is Element {
  if (node.type !== 'element') return false;
  const known = blocks.get(node);
  if (known !== undefined) return known;
  const isOne = BLOCK_NAMES.has(node.tagName) || node.children.some(isBlock);
  blocks.set(node, isOne);
  return isOne;
}

/** Whether an inline element has no text to be compared, as an image, a line break or an anchor. */
export const isAtom = (element: Element): boolean =>
  ATOM_NAMES.has(element.tagName) || element.children.length === 0;

/** The name and the compared attributes of an element. Elements with the same signature may differ in their content. */
export function signatureOf(element: Element): string {
  const known = signatures.get(element);
  if (known !== undefined) return known;
  const signature = JSON.stringify([element.tagName, comparedProperties(element)]);
  signatures.set(element, signature);
  return signature;
}

/** Leaves out the ids that the renderer makes: a heading's id follows its words, a footnote's its number. */
function comparedProperties({ tagName, properties }: Element): Element['properties'] {
  const { id, href, ariaDescribedBy, ...others } = properties;
  if (isFootnoteMark(properties)) return others;
  const isMade = /^h[1-6]$/.test(tagName) || FOOTNOTE_ID.test(String(id));
  return isMade ? { ...others, href, ariaDescribedBy } : properties;
}

/** Equal for nodes that are equal with all their content. */
export function contentKey(node: ElementContent): string {
  if (node.type === 'text') return JSON.stringify(node.value);
  if (node.type !== 'element') return '';
  return `[${signatureOf(node)},${node.children.map(contentKey).join(',')}]`;
}

/**
 * The body's nodes without comments and blanks between blocks. Adjacent texts, and adjacent inline elements of the same
 * signature, are joined. The body's own `<del>` and `<ins>` are renamed.
 */
export const normalized = (tree: Root): ElementContent[] =>
  normalizedChildren(tree.children as ElementContent[], false);

function normalizedChildren(children: readonly ElementContent[], isPreformatted: boolean): ElementContent[] {
  const joined: ElementContent[] = [];
  for (const child of children) {
    const node = child.type === 'element' ? renamed(child) : child;
    const last = joined.at(-1);
    if (node.type === 'comment') continue;
    if (last?.type === 'text' && node.type === 'text') last.value += node.value;
    else if (last?.type === 'element' && node.type === 'element' && areJoined(last, node)) {
      last.children.push(...node.children);
    } else joined.push(node.type === 'text' ? { type: 'text', value: node.value } : node);
  }
  for (const node of joined) {
    if (node.type !== 'element') continue;
    node.children = normalizedChildren(node.children, isPreformatted || node.tagName === 'pre');
  }
  if (isPreformatted) return joined;
  return joined.filter((node, i) => !isBlankBetweenBlocks(node, joined[i - 1], joined[i + 1]));
}

const renamed = (element: Element): Element => ({
  ...element,
  tagName: OWN_MARKS.get(element.tagName) ?? element.tagName,
  children: [...element.children],
});

const areJoined = (left: Element, right: Element): boolean =>
  !isAtom(left) &&
  !isAtom(right) &&
  !isBlock(left) &&
  !isBlock(right) &&
  signatureOf(left) === signatureOf(right);

function isBlankBetweenBlocks(
  node: ElementContent,
  before?: ElementContent,
  after?: ElementContent,
): boolean {
  if (node.type !== 'text' || !/^[ \t\n\f\r]*$/.test(node.value)) return false;
  return (before === undefined || isBlock(before)) && (after === undefined || isBlock(after));
}
