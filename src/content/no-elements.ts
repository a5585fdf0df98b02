// What looks like HTML in a text and is none: `the <word> is missing`, `<<Snow Barys>> win`. A parser would take it for an element
// that it does not know, and the words would be lost.
import { htmlTagNames } from 'html-tag-names';
import type { Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';

const KNOWN = new Set([...htmlTagNames, 'svg', 'math']);
/** Elements with a hyphen or a colon in their names are those of frameworks and word processors. */
const PLAIN_TAG = /^<\/?([a-z]+)(?=[\s/>])/i;

/** Where blocks stand, a text needs a paragraph around it. */
const BLOCK_PARENTS = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

export const remarkNoElements = () => (tree: Root) => {
  visit(tree, 'html', (node, index, parent) => {
    const name = PLAIN_TAG.exec(node.value)?.[1]?.toLowerCase();
    if (name === undefined || KNOWN.has(name) || parent === undefined || index === undefined) return;
    const text: Text = { type: 'text', value: node.value };
    parent.children[index] = BLOCK_PARENTS.has(parent.type) ? { type: 'paragraph', children: [text] } : text;
  });
};
