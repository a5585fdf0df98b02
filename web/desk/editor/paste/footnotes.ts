// Footnotes of Word and of Google Docs: a link to a note, and at the end the note, with a link back.
import type { Element, Nodes } from 'hast';
import {
  childrenOf,
  classesOf,
  element,
  find,
  isElement,
  replaceAll,
  setChildren,
  styleOf,
  textOf,
  type Child,
} from './tree.js';

/** Elements that only stand for the nodes of Markdown. */
export const FOOTNOTE = 'copydesk-footnote';
export const FOOTNOTE_REFERENCE = 'copydesk-footnote-reference';

/** `#_ftn1` and `#_edn1` of Word, `#ftnt1` and `#cmnt1` of Google Docs. */
const TO_NOTE = /^#_?(ftn|edn|ftnt)(\d+)$/;
const TO_REFERENCE = /^#_?(?:ftn|edn|ftnt_)ref(\d+)$/;

const hrefOf = (node: Element) => String(node.properties.href ?? '');
const isBackLink = (node: Element) => isElement(node, 'a') && TO_REFERENCE.test(hrefOf(node));

/** Notes at the end of a document are numbered by themselves, and would be taken for footnotes of the same number. */
const labelOf = (kind: string | undefined, number: string | undefined) =>
  `${kind === 'edn' ? 'e' : ''}${number}`;

export function liftFootnotes(tree: Nodes): void {
  const labels = new Set<string>();
  replaceAll(tree, (node) => {
    if (!isElement(node)) return undefined;
    if (isNote(node)) return note(node, labels);
    return undefined;
  });
  replaceAll(tree, (node) => reference(node, labels));
  replaceAll(tree, (node) => (isElement(node) && isNotesList(node) ? withoutRule(node) : undefined));
}

/** The block that holds one note: Word's div, or the innermost block around a link back. */
function isNote(node: Element): boolean {
  if (/mso-element:\s*(?:foot|end)note(?![-\w])/.test(styleOf(node))) return true;
  return isElement(node, 'p', 'li') && !isOfWord(node) && find(node, isBackLink) !== undefined;
}

/** Word's own blocks are lifted with all their paragraphs, when their turn comes. */
const isOfWord = (node: Element) => classesOf(node).some((name) => /^Mso(?:Footnote|Endnote)Text/.test(name));

function note(node: Element, labels: Set<string>): Child[] | undefined {
  const back = find(node, isBackLink);
  if (!back) return undefined;
  const label = labelOf(/edn/.exec(hrefOf(back))?.[0], TO_REFERENCE.exec(hrefOf(back))?.[1]);
  replaceAll(node, (child) => (child === back ? [] : undefined));
  labels.add(label);
  return [element(FOOTNOTE, isElement(node, 'p') ? [node] : childrenOf(node), { label })];
}

function reference(node: Child, labels: ReadonlySet<string>): Child[] | undefined {
  if (isElement(node, 'sup') && find(node, ({ tagName }) => tagName === FOOTNOTE_REFERENCE)) {
    return childrenOf(node);
  }
  if (!isElement(node, 'a') || !hrefOf(node).startsWith('#')) return undefined;
  const [, kind, number] = TO_NOTE.exec(hrefOf(node)) ?? [];
  const label = labelOf(kind, number);
  // A link within the document that the text came from leads nowhere here.
  if (number === undefined) return childrenOf(node);
  // Copied without its note: its number stays, as text.
  return labels.has(label)
    ? [element(FOOTNOTE_REFERENCE, [], { label })]
    : [{ type: 'text', value: textOf(node) }];
}

const isNotesList = (node: Element) => /mso-element:\s*(?:foot|end)note-list/.test(styleOf(node));

/** Over the notes stands a line, which Markdown's readers get from their site. */
function withoutRule(node: Element): Child[] {
  setChildren(
    node,
    childrenOf(node).filter((child) => !isElement(child, 'hr', 'br')),
  );
  return childrenOf(node);
}
