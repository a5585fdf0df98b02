// Names the elements that the sanitiser will remove, so that the author learns of them before publication.
import type { Element, Nodes } from 'hast';
import { ALLOWED_HTML } from './allowed-html.js';

const ALLOWED = new Set(ALLOWED_HTML.tagNames);
const STRIPPED_WITH_CONTENT = new Set(ALLOWED_HTML.strip);
const PROTOCOLS = Object.entries(ALLOWED_HTML.protocols ?? {});
const MAX_SCHEME_LENGTH = 30;

/**
 * The elements of an unsanitised tree that the sanitiser will remove, each name once: `script`, `img with a data: address`.
 * Elements within an element that is dropped with its content are not listed.
 */
export function removedElements(tree: Nodes): string[] {
  const names = new Set<string>();
  collectNames(tree, names);
  return [...names];
}

function collectNames(node: Nodes, names: Set<string>): void {
  if (!('children' in node)) return;
  if (node.type === 'element') {
    const { tagName } = node;
    if (!ALLOWED.has(tagName)) names.add(tagName);
    else for (const scheme of forbiddenSchemes(node)) names.add(`${tagName} with a ${scheme}: address`);
    if (STRIPPED_WITH_CONTENT.has(tagName)) return;
  }
  for (const child of node.children) collectNames(child, names);
}

/** Schemes of the element's addresses that are not allowed. As in the sanitiser, a colon before any slash ends a scheme. */
function forbiddenSchemes({ properties }: Element): string[] {
  return PROTOCOLS.flatMap(([property, allowed]) => {
    const value = properties[property];
    const [, scheme] = /^([^/?#:]*):/.exec(typeof value === 'string' ? value : '') ?? [];
    if (scheme === undefined || allowed?.includes(scheme)) return [];
    return [
      scheme
        .replace(/[\0- ]/g, '')
        .toLowerCase()
        .slice(0, MAX_SCHEME_LENGTH),
    ];
  });
}
