// Toggles bold and italic.
import {
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { enclosing, HEADING_MARK, LIST_MARK } from './formats.js';

/** The marks of quotes, lists and headings at the beginning of a line, and spaces. */
const LINE_START = new RegExp(
  `^(?: {0,3}> ?)*(?:${LIST_MARK.source.slice(1)})?(?:${HEADING_MARK.source.slice(1)})?\\s*`,
);

interface Change {
  readonly from: number;
  readonly to?: number;
  readonly insert?: string;
}

interface Edited {
  readonly range: SelectionRange;
  readonly changes?: readonly Change[];
}

export function toggleEmphasis(state: EditorState, mark: string, name: string): TransactionSpec {
  return state.changeByRange((range) => {
    const { range: edited, changes = [] } = edit(state, range, mark, name);
    return { range: edited, changes };
  });
}

function edit(state: EditorState, range: SelectionRange, mark: string, name: string): Edited {
  if (!range.empty) return editWords(state, range, mark, name);
  const node = enclosing(state, range, name);
  if (!node) return atCursor(state, range, mark);
  // At the end of emphasised text, the toggle moves the cursor out of it.
  if (range.head === node.lastChild?.from) return { range: EditorSelection.cursor(node.to) };
  return edited(state, range, marksOf(node));
}

/** Takes the marks from all words of the selection if all have them; else puts them on those that have none. */
function editWords(state: EditorState, range: SelectionRange, mark: string, name: string): Edited {
  const pieces = words(state.doc, range).map((piece) => ({ piece, node: enclosing(state, piece, name) }));
  const isMarked = pieces.every(({ node }) => node !== undefined);
  const list = pieces.flatMap(({ piece, node }): Change[] => {
    if (node) return isMarked ? marksOf(node) : [];
    return [
      { from: piece.from, insert: mark },
      { from: piece.to, insert: mark },
    ];
  });
  const [first, last] = [pieces[0]?.piece, pieces.at(-1)?.piece];
  return edited(state, first && last ? EditorSelection.range(first.from, last.to) : range, list);
}

const marksOf = ({ from, to, firstChild, lastChild }: SyntaxNode): Change[] => [
  { from, to: firstChild?.to ?? from },
  { from: lastChild?.from ?? to, to },
];

function edited(state: EditorState, { from, to }: SelectionRange, list: readonly Change[]): Edited {
  const changes = state.changes(list);
  const [start, end] = [changes.mapPos(from, 1), changes.mapPos(to, -1)];
  return { range: EditorSelection.range(start, Math.max(start, end)), changes: list };
}

function atCursor(state: EditorState, range: SelectionRange, mark: string): Edited {
  const pos = range.head;
  const word = state.wordAt(pos);
  if (word && word.from < pos && pos < word.to) {
    const list = [
      { from: word.from, insert: mark },
      { from: word.to, insert: mark },
    ];
    return edited(state, range, list);
  }
  const { length } = mark;
  const around = (n: number) => [state.sliceDoc(Math.max(0, pos - n), pos), state.sliceDoc(pos, pos + n)];
  // A toggle right after another one removes the empty pair of marks.
  const isEmpty = around(length).every((text) => text === mark);
  const isBold =
    mark.length === 1 && around(2).every((text) => text === '**') && around(3).join('').length < 6;
  if (isEmpty && !isBold) {
    return {
      range: EditorSelection.cursor(pos - length),
      changes: [{ from: pos - length, to: pos + length }],
    };
  }
  return { range: EditorSelection.cursor(pos + length), changes: [{ from: pos, insert: mark + mark }] };
}

/** Emphasis cannot span blocks: each line's words are marked separately, without the spaces around them. */
function words(doc: Text, { from, to }: SelectionRange): SelectionRange[] {
  const pieces: SelectionRange[] = [];
  for (let line = doc.lineAt(from); line.from <= to; line = doc.line(line.number + 1)) {
    const start = Math.max(from, line.from + (LINE_START.exec(line.text)?.[0].length ?? 0));
    const text = doc.sliceString(start, Math.max(start, Math.min(to, line.to)));
    const first = start + (text.length - text.trimStart().length);
    if (text.trim() !== '') pieces.push(EditorSelection.range(first, first + text.trim().length));
    if (line.number === doc.lines) break;
  }
  return pieces;
}
