// Turns the styles and names in HTML of word processors into elements and ids. Runs before the sanitiser, which drops them.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';

const FIRST_BOLD_WEIGHT = 600;

export const rehypeWordProcessors = () => (tree: Root) => {
  visit(tree, 'element', (element) => {
    const { tagName, properties } = element;
    // The links of Word's footnotes point to names.
    if (tagName === 'a' && typeof properties.name === 'string') properties.id ??= properties.name;
    const style = typeof properties.style === 'string' ? properties.style : '';
    // Google Docs wraps everything that is copied in <b style="font-weight:normal">, and marks bold text by the style of a span.
    const isBold = isBoldStyle(style);
    if ((tagName === 'b' || tagName === 'strong') && isBold === false) element.tagName = 'span';
    if (tagName !== 'span') return;
    if (/font-style:\s*italic/i.test(style)) wrapContent(element, 'em');
    if (isBold === true) wrapContent(element, 'strong');
  });
};

/** Whether a style makes text bold; undefined where it sets no weight. */
function isBoldStyle(style: string): boolean | undefined {
  const [, weight] = /font-weight:\s*(\w+)/i.exec(style) ?? [];
  if (weight === undefined) return undefined;
  return /^\d+$/.test(weight) ? Number(weight) >= FIRST_BOLD_WEIGHT : /^bold/i.test(weight);
}

function wrapContent(element: Element, tagName: string): void {
  element.children = [{ type: 'element', tagName, properties: {}, children: element.children }];
}
