// Bold, italic and struck text that is written as styles, as Google Docs does.
import type { Element, Nodes } from 'hast';
import {
  childrenOf,
  classesOf,
  element,
  isElement,
  setChildren,
  styleOf,
  textOf,
  type Child,
} from './tree.js';

const HEADING = /^h[1-6]$/;
const IS_BOLD = /font-weight:\s*(?:bold|bolder|[6-9]00)/;
const IS_PLAIN = /font-weight:\s*(?:normal|[1-4]00)/;

export function formatsFromStyles(tree: Nodes, inHeading = false): void {
  if (!('children' in tree)) return;
  for (const child of childrenOf(tree)) {
    formatsFromStyles(child, inHeading || (isElement(child) && HEADING.test(child.tagName)));
  }
  setChildren(
    tree,
    childrenOf(tree).flatMap((child) => (isElement(child) ? formatted(child, inHeading) : [child])),
  );
}

function formatted(node: Element, inHeading: boolean): readonly Child[] {
  if (isElement(node, 'p') && classesOf(node).includes('MsoTitle')) node.tagName = 'h1';
  // A heading is bold by itself.
  if (isElement(node, 'b', 'strong') && (inHeading || IS_PLAIN.test(styleOf(node)))) return childrenOf(node);
  if (!isElement(node, 'span')) return [node];
  const style = styleOf(node);
  const isBlank = textOf(node).trim() === '';
  const names = [
    IS_BOLD.test(style) && !inHeading && 'strong',
    /font-style:\s*italic/.test(style) && 'em',
    /text-decoration[^;]*line-through/.test(style) && 'del',
  ].filter((name) => name !== false);
  if (isBlank) return childrenOf(node);
  return names.reduce<readonly Child[]>((children, name) => [element(name, children)], childrenOf(node));
}
