// HTML from a clipboard (Word, Google Docs, web pages) as Markdown.
import type { Element, Root } from 'hast';
import type { Nodes, Root as MarkdownRoot } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark, { type Options } from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { cleanUp } from './clean-up.js';
import { FOOTNOTE, FOOTNOTE_REFERENCE, liftFootnotes } from './footnotes.js';
import { formatsFromStyles } from './styles.js';
import { listsFromWord, repairLists } from './lists.js';

type Handle = NonNullable<Options['handlers']>[string];

const labelOf = ({ properties }: Element) => String(properties.label);

/** Underlining has no Markdown: the words stay. */
const childrenOnly: Handle = (state, node: Element) => state.all(node);

const footnoteReference: Handle = (_state, node: Element) => ({
  type: 'footnoteReference',
  identifier: labelOf(node),
  label: labelOf(node),
});

const footnote: Handle = (state, node: Element) => ({
  type: 'footnoteDefinition',
  identifier: labelOf(node),
  label: labelOf(node),
  children: state.toFlow(state.all(node)),
});

const processor = unified()
  .use(rehypeParse)
  .use(() => (tree: Root) => {
    cleanUp(tree);
    liftFootnotes(tree);
    listsFromWord(tree);
    repairLists(tree);
    formatsFromStyles(tree);
  })
  .use(rehypeRemark, {
    handlers: { [FOOTNOTE]: footnote, [FOOTNOTE_REFERENCE]: footnoteReference, u: childrenOnly },
  })
  .use(() => (tree: MarkdownRoot) => {
    tidy(tree);
  })
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    strong: '*',
    rule: '-',
    listItemIndent: 'one',
    fences: true,
  });

export const markdownFromHtml = (html: string): string => String(processor.processSync(html)).trim();

/**
 * A line break at the edge of a block breaks nothing, and would be written as a backslash. Lists are tight, unless an item has
 * paragraphs.
 */
function tidy(node: Nodes): void {
  if (!('children' in node)) return;
  for (const child of node.children) tidy(child);
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
    while (node.children.at(-1)?.type === 'break') node.children.pop();
    while (node.children[0]?.type === 'break') node.children.shift();
  } else if (node.type === 'list') {
    const isLoose = node.children.some(
      ({ children }) => children.filter(({ type }) => type === 'paragraph').length > 1,
    );
    node.spread = isLoose;
    for (const item of node.children) item.spread = isLoose;
  } else {
    // Of line breaks between blocks, nothing is left.
    const isKept = (child: Nodes) => child.type !== 'paragraph' || child.children.length > 0;
    node.children = node.children.filter(isKept) as typeof node.children;
  }
}
