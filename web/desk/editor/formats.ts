// The formats of the text at the selection.
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Line, SelectionRange } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** In the order of the toolbar. */
export const FORMAT_NAMES = [
  'bold',
  'italic',
  'link',
  'heading',
  'quote',
  'list',
  'picture',
  'table',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export const HEADING_MARK = /^ {0,3}#{1,6}(?:[ \t]+|$)/;
export const QUOTE_MARK = /^ {0,3}> ?/;
/** Inside quotes too; with the box of a task. */
export const LIST_MARK = /^((?: {0,3}> ?)*\s*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?/;

/** The innermost element of that name around the selection. A cursor at its edge is outside. */
export function enclosing(state: EditorState, { from, to, empty }: SelectionRange, name: string) {
  const holds = (node: SyntaxNode) =>
    node.name === name && (empty ? node.from < from && to < node.to : node.from <= from && to <= node.to);
  for (
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(from, empty ? 0 : 1);
    node !== null;
    node = node.parent
  ) {
    if (holds(node)) return node;
  }
  return undefined;
}

/** Whether the position is in code or HTML, where Markdown has no meaning. */
export function isLiteral(state: EditorState, pos: number): boolean {
  for (
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, -1);
    node !== null;
    node = node.parent
  ) {
    if (/^(?:FencedCode|CodeBlock|HTMLBlock|CommentBlock)$/.test(node.name)) return true;
  }
  return false;
}

/** The lines that the selection touches, once each. */
export function selectedLines({ doc, selection }: EditorState): Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to } of selection.ranges) {
    const last = doc.lineAt(to).number;
    for (let number = doc.lineAt(from).number; number <= last; number++) lines.set(number, doc.line(number));
  }
  return [...lines.values()];
}

export function formatsAt(state: EditorState): ReadonlySet<FormatName> {
  const { main } = state.selection;
  const formats = new Set<FormatName>();
  const line = state.doc.lineAt(main.head);
  if (isLiteral(state, line.to)) return formats;
  if (enclosing(state, main, 'StrongEmphasis')) formats.add('bold');
  if (enclosing(state, main, 'Emphasis')) formats.add('italic');
  if (enclosing(state, main, 'Link')?.getChild('URL')) formats.add('link');
  if (HEADING_MARK.test(line.text)) formats.add('heading');
  if (QUOTE_MARK.test(line.text)) formats.add('quote');
  if (LIST_MARK.test(line.text)) formats.add('list');
  return formats;
}
