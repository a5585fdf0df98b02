// Finds the credit or caption of a picture, for which Markdown has no element: `![Port](port.jpg)` with `*Photo: Aidar Omarov*`
// in the same paragraph or the next. It is part of the body's text, but not of the article's opening.
import type { Element, Nodes, Root, RootContent } from 'hast';
import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';

const CAPTION_TAG_NAMES = new Set(['em', 'i', 'small', 'br']);
/** English only. In other languages a credit is recognised by its italics. */
const CREDIT =
  /^\s*[[(]?(?:©|(?:photos?|photographs?|pictures?|images?|illustrations?|credits?|courtesy)\b)/i;
const MAX_CREDIT_LENGTH = 200;

/** The paragraphs that hold a picture's credit line and no other text. */
export function creditLines(tree: Root): Set<Element> {
  const found = new Set<Element>();
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'p' || parent === undefined || index === undefined) return;
    const isBesidePicture = hasPicture(element) || isPictureAlone(elementBefore(parent.children, index));
    if (isBesidePicture && isCredit(element)) found.add(element);
  });
  return found;
}

const isElement = (node: Nodes): node is Element => node.type === 'element';

const elementBefore = (siblings: readonly RootContent[], index: number): Element | undefined =>
  siblings.slice(0, index).findLast(isElement);

const hasPicture = ({ tagName, children }: Element): boolean =>
  tagName === 'img' || children.some((child) => isElement(child) && hasPicture(child));

const isPictureAlone = (element: Element | undefined): boolean =>
  element !== undefined && hasPicture(element) && toText(element).trim() === '';

function isCredit(paragraph: Element): boolean {
  const text = toText(paragraph).trim();
  if (text === '') return false;
  const isCaption = paragraph.children.every((child) =>
    isElement(child)
      ? CAPTION_TAG_NAMES.has(child.tagName) || isPictureAlone(child)
      : toText(child).trim() === '',
  );
  return isCaption || (CREDIT.test(text) && text.length <= MAX_CREDIT_LENGTH);
}
