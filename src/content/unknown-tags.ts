// Keeps words in angle brackets as text: `the <word> is missing`, `<<Snow Barys>> win`. An HTML parser would take them for unknown
// elements, and the words would be lost.
import { htmlTagNames } from 'html-tag-names';
import type { Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';

const KNOWN_TAG_NAMES = new Set([...htmlTagNames, 'svg', 'math']);
/** Names with a hyphen or a colon do not match: they are elements of frameworks and word processors. */
const PLAIN_TAG = /^<\/?([a-z]+)(?=[\s/>])/i;

/** In these nodes, text needs a paragraph around it. */
const BLOCK_PARENTS = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

export const remarkUnknownTags = () => (tree: Root) => {
  visit(tree, 'html', (node, index, parent) => {
    const name = PLAIN_TAG.exec(node.value)?.[1]?.toLowerCase();
    if (name === undefined || KNOWN_TAG_NAMES.has(name) || parent === undefined || index === undefined)
      return;
    const text: Text = { type: 'text', value: node.value };
    parent.children[index] = BLOCK_PARENTS.has(parent.type) ? { type: 'paragraph', children: [text] } : text;
  });
};
