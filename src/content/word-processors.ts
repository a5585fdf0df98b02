// What word processors write into HTML, as the elements that it means. It comes before the sanitiser, which drops styles and names.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';

const FIRST_BOLD_WEIGHT = 600;

export const rehypeWordProcessors = () => (tree: Root) => {
  visit(tree, 'element', (element) => {
    const { tagName, properties } = element;
    // Word's notes link to named places.
    if (tagName === 'a' && typeof properties.name === 'string') properties.id ??= properties.name;
    const style = typeof properties.style === 'string' ? properties.style : '';
    // Google Docs puts all of what is copied into <b style="font-weight:normal">, and its bold text into spans.
    const isBold = weightOf(style);
    if ((tagName === 'b' || tagName === 'strong') && isBold === false) element.tagName = 'span';
    if (tagName !== 'span') return;
    if (/font-style:\s*italic/i.test(style)) wrapContent(element, 'em');
    if (isBold === true) wrapContent(element, 'strong');
  });
};

/** Whether a style makes text bold; undefined where it says nothing of it. */
function weightOf(style: string): boolean | undefined {
  const [, weight] = /font-weight:\s*(\w+)/i.exec(style) ?? [];
  if (weight === undefined) return undefined;
  return /^\d+$/.test(weight) ? Number(weight) >= FIRST_BOLD_WEIGHT : /^bold/i.test(weight);
}

function wrapContent(element: Element, tagName: string): void {
  element.children = [{ type: 'element', tagName, properties: {}, children: element.children }];
}
