// Enter and Backspace for Markdown: a paragraph ends with a blank line, and lists and quotes continue.
import type { EditorState, TransactionSpec } from '@codemirror/state';
import type { Command } from '@codemirror/view';
import { isLiteral, LIST_MARK } from './formats.js';

const QUOTES = /^(?: {0,3}> ?)*/;
const IS_TABLE = /^\s*\|/;

/** The mark that the next item begins with. */
function nextMark(mark: string): string {
  const number = /^(\d{1,9})([.)]\s*)/.exec(mark);
  const next = number ? mark.replace(number[0], `${Number(number[1]) + 1}${number[2]}`) : mark;
  return next.replace(/\[[xX]\]/, '[ ]');
}

/** The edit of Enter; undefined for an ordinary line break. */
export function enter(state: EditorState): TransactionSpec | undefined {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || isLiteral(state, main.head)) return undefined;
  const item = LIST_MARK.exec(line.text);
  const quote = QUOTES.exec(line.text)?.[0] ?? '';
  const prefix = item?.[0] ?? quote;
  if (prefix === '') return enterInProse(state, line.text, line.number);
  if (main.head < line.from + prefix.length) return undefined;
  // Enter on an item without words ends the list, and on an empty line of a quote the quote.
  if (line.text.slice(prefix.length).trim() === '') {
    const insert = item ? quote : '';
    return {
      changes: { from: line.from, to: line.to, insert },
      selection: { anchor: line.from + insert.length },
    };
  }
  const before = item?.[1] ?? quote;
  const next = `\n${before}${item ? nextMark(item[0].slice(before.length)) : ''}`;
  return { changes: { from: main.head, insert: next }, selection: { anchor: main.head + next.length } };
}

function enterInProse(state: EditorState, text: string, lineNumber: number): TransactionSpec | undefined {
  const { head } = state.selection.main;
  if (IS_TABLE.test(text)) return undefined;
  if (text.trim() === '') {
    const isSecond = lineNumber > 1 && state.doc.line(lineNumber - 1).text.trim() === '';
    // The first Enter has ended the paragraph: a habitual second one does nothing.
    return isSecond ? {} : undefined;
  }
  return { changes: { from: head, insert: '\n\n' }, selection: { anchor: head + 2 } };
}

/** Undoes one Enter: at the beginning of a paragraph it removes the blank line above too. */
export function backspace(state: EditorState): TransactionSpec | undefined {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || main.head !== line.from || line.number < 3 || isLiteral(state, main.head))
    return undefined;
  const [above, blank] = [state.doc.line(line.number - 2), state.doc.line(line.number - 1)];
  if (blank.length > 0 || above.text.trim() === '' || isLiteral(state, above.to)) return undefined;
  return { changes: { from: above.to, to: line.from }, selection: { anchor: above.to } };
}

const commandOf =
  (edit: (state: EditorState) => TransactionSpec | undefined, userEvent: string): Command =>
  (view) => {
    const spec = edit(view.state);
    if (spec === undefined) return false;
    view.dispatch({ ...spec, scrollIntoView: true, userEvent });
    return true;
  };

export const lineBreakKeys = [
  { key: 'Enter', run: commandOf(enter, 'input') },
  { key: 'Backspace', run: commandOf(backspace, 'delete.backward') },
];
