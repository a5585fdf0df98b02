// Points links within a body, such as those of footnotes, to the ids that the sanitiser has prefixed.
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { ID_PREFIX } from './allowed-html.js';

/** A link to an id that is not in the body belongs to the page (`#comments`) and stays as it is. */
export const rehypeInnerLinks = () => (tree: Root) => {
  const ids = new Set<unknown>();
  visit(tree, 'element', ({ properties }) => {
    // Markdown percent-encodes the addresses of links; browsers find the id either way.
    if (typeof properties.id !== 'string') return;
    ids.add(properties.id).add(encodeURI(properties.id.replace(/\p{Surrogate}/gu, '\uFFFD')));
  });
  visit(tree, 'element', ({ tagName, properties }) => {
    if (tagName !== 'a' || typeof properties.href !== 'string' || !properties.href.startsWith('#')) return;
    const target = ID_PREFIX + properties.href.slice(1);
    if (ids.has(target)) properties.href = `#${target}`;
  });
};
