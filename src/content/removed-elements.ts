// What the sanitiser takes away, for the author to know before readers do not see it.
import type { Element, Nodes } from 'hast';
import { ALLOWED_HTML } from './allowed-html.js';

const ALLOWED = new Set(ALLOWED_HTML.tagNames);
const STRIPPED_WITH_CONTENT = new Set(ALLOWED_HTML.strip);
const PROTOCOLS = Object.entries(ALLOWED_HTML.protocols ?? {});
const MAX_SCHEME_LENGTH = 30;

/**
 * The elements of an unsanitised tree that readers will not get, by name, each once: `script`, `img with a data: address`.
 * What stands within an element that is dropped with its content is not named.
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

/** Of an element's addresses, by the sanitiser's rule: a colon before any slash ends a scheme. */
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
