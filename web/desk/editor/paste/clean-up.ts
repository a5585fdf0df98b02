// Removes what programs add to a clipboard for themselves, and pictures that readers could not load.
import type { Element, Nodes } from 'hast';
import { childrenOf, classesOf, isElement, replaceAll, styleOf, textOf, type Child } from './tree.js';

/** Word's o:p, v:shape and w:sdt, and its smart tags, such as st1:place: the words in them stay. */
const OFFICE = /^(?:o|v|w|m|x|u\d|st\d+):/;
const NO_TEXT = new Set([
  'xml',
  'style',
  'script',
  'meta',
  'link',
  'title',
  'head',
  'o:wrapblock',
  'v:shapetype',
]);

export function cleanUp(tree: Nodes): void {
  replaceAll(tree, (node) => {
    // Conditional comments, and the marks of a fragment.
    if (node.type === 'comment' || node.type === 'doctype') return [];
    if (node.type === 'text') {
      node.value = node.value.replace(/[\u00AD\u200B\uFEFF]/g, '');
      return undefined;
    }
    return isElement(node) ? cleaned(node) : undefined;
  });
}

function cleaned(node: Element): readonly Child[] | undefined {
  const { tagName } = node;
  const style = styleOf(node);
  if (NO_TEXT.has(tagName) || /display:\s*none|mso-hide:\s*all/.test(style)) return [];
  if (OFFICE.test(tagName)) return childrenOf(node);
  if (/mso-spacerun:\s*yes/.test(style)) return [{ type: 'text', value: ' ' }];
  // Google wraps everything in <b style="font-weight:normal">, and Apple marks where a line ends.
  if (isElement(node, 'b') && /font-weight:\s*(?:normal|400)/.test(style)) return childrenOf(node);
  if (isElement(node, 'br') && classesOf(node).includes('Apple-interchange-newline')) return [];
  if (isElement(node, 'img')) return isOfTheWeb(node.properties.src) ? undefined : [];
  if (isElement(node, 'a')) return link(node);
  // What only makes room: a paragraph of one no-break space.
  if (isElement(node, 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6') && isEmpty(node)) return [];
  return undefined;
}

const isEmpty = (node: Element) =>
  textOf(node).trim() === '' && !childrenOf(node).some((child) => isElement(child) && hasPicture(child));

const hasPicture = (node: Element): boolean =>
  isElement(node, 'img') || childrenOf(node).some((child) => isElement(child) && hasPicture(child));

function isOfTheWeb(address: unknown): boolean {
  return typeof address === 'string' && address.startsWith('https://');
}

function link(node: Element): readonly Child[] | undefined {
  const address = String(node.properties.href ?? '');
  // Footnotes are identified by these.
  if (address.startsWith('#')) return undefined;
  if (!/^(?:https?:|mailto:|tel:)/i.test(address)) return childrenOf(node);
  node.properties.href = withoutRedirect(address);
  delete node.properties.title;
  return undefined;
}

/** What Google Docs leads its links through, in documents that are published. */
function withoutRedirect(address: string): string {
  if (!URL.canParse(address)) return address;
  const { hostname, pathname, searchParams } = new URL(address);
  const isRedirect = hostname === 'www.google.com' && pathname === '/url';
  return (isRedirect && searchParams.get('q')) || address;
}
