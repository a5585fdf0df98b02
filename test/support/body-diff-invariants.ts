// What holds of every difference of two bodies.
import type { ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { normalized, parseBody } from '../../src/content/body-diff/body-tree.js';
import { diffBodies } from '../../src/content/body-diff/diff-bodies.js';
import { renderMarkdown } from '../../src/content/render-markdown.js';

const MAY_BE_EMPTY = new Set(['img', 'br', 'hr', 'input', 'wbr', 'a']);
const printer = unified().use(rehypeStringify).freeze();
const print = (children: ElementContent[]) => printer.stringify({ type: 'root', children } as Root);

/** The invariant that the difference of two bodies violates; undefined where it holds all. */
export function violatedInvariant(beforeMarkdown: string, afterMarkdown: string): string | undefined {
  const [before, after] = [renderMarkdown(beforeMarkdown), renderMarkdown(afterMarkdown)];
  const { html, wordsAdded, wordsRemoved } = diffBodies(before.html, after.html);
  const [old, next] = [sideOf(html, 'ins', 'del'), sideOf(html, 'del', 'ins')];
  if (next !== sideOf(after.html)) return `not the new body: ${next} of ${html}`;
  // An id stands once: what was taken out has none that is in the new body.
  if (withoutIds(old) !== withoutIds(sideOf(before.html))) return `not the old body: ${old} of ${html}`;
  if (print(parseBody(html).children as ElementContent[]) !== html)
    return `not as a browser reads it: ${html}`;
  const hasMarks = /<(ins|del)>/.test(html);
  if (before.html === after.html && (hasMarks || wordsAdded + wordsRemoved > 0))
    return `equal, and marked: ${html}`;
  if (after.wordCount - before.wordCount !== wordsAdded - wordsRemoved) {
    return `${before.wordCount} words, +${wordsAdded}, -${wordsRemoved}, make ${after.wordCount}`;
  }
  if (/<(ins|del)><\/\1>/.test(html)) return `an empty mark: ${html}`;
  return undefined;
}

/** One side of a difference, as a tree that is compared: one mark dropped, the other taken away from around what it holds. */
function sideOf(html: string, dropped?: string, unwrapped?: string): string {
  const children = parseBody(html).children as ElementContent[];
  const tree: Root = { type: 'root', children: unmarked(children, dropped, unwrapped) };
  return print(withoutEmpty(normalized(tree)));
}

const unmarked = (nodes: readonly ElementContent[], dropped?: string, unwrapped?: string): ElementContent[] =>
  nodes.flatMap((node) => {
    if (node.type !== 'element') return [node];
    if (node.tagName === dropped) return [];
    const children = unmarked(node.children, dropped, unwrapped);
    return node.tagName === unwrapped ? children : [{ ...node, children }];
  });

/** Empty items and cells are left out: nothing shows whether they were removed together with what they held. */
function withoutEmpty(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const children = withoutEmpty(node.children);
    return children.length === 0 && !MAY_BE_EMPTY.has(node.tagName) ? [] : [{ ...node, children }];
  });
}

const withoutIds = (html: string) => html.replace(/ id="[^"]*"/g, '');
