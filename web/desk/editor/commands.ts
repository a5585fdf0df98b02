// The edits of the toolbar, the keys and the insert menu.
import { EditorSelection, type ChangeSpec, type EditorState, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { WORDS } from '../words/words.js';
import { toggleEmphasis } from './emphasis.js';
import { enclosing, HEADING_MARK, LIST_MARK, QUOTE_MARK, selectedLines, type FormatName } from './formats.js';

type Edit = (state: EditorState) => TransactionSpec;

/** Bodies begin below the title, which is the first level. */
const HEADING = '## ';
const ADDRESS = 'https://';

/** Changes the beginnings of lines; the selection stays on its words. */
function editLines(state: EditorState, changeList: readonly ChangeSpec[]): TransactionSpec {
  const changes = state.changes(changeList);
  const ranges = state.selection.ranges.map(({ anchor, head }) =>
    EditorSelection.range(changes.mapPos(anchor, 1), changes.mapPos(head, 1)),
  );
  return { changes, selection: EditorSelection.create(ranges, state.selection.mainIndex) };
}

/** Puts a mark before each line, or takes it from each if all have it. */
function toggleLines(state: EditorState, mark: string, pattern: RegExp, withBlankLines: boolean) {
  const all = selectedLines(state);
  const lines = withBlankLines || all.length === 1 ? all : all.filter(({ text }) => text.trim() !== '');
  const isMarked = lines.length > 0 && lines.every(({ text }) => pattern.test(text));
  return editLines(
    state,
    lines.map(({ from, text }) => {
      const match = pattern.exec(text);
      // Of a list in a quote, the quote's mark stays.
      const start = from + (match?.[1]?.length ?? (pattern === LIST_MARK ? quoteLength(text) : 0));
      const end = match ? from + match[0].length : start;
      return { from: start, to: end, insert: isMarked ? '' : mark };
    }),
  );
}

const quoteLength = (text: string) => /^(?: {0,3}> ?)*/.exec(text)?.[0].length ?? 0;

function editLink(state: EditorState): TransactionSpec {
  const { main } = state.selection;
  const address = enclosing(state, main, 'Link')?.getChild('URL');
  if (address) return { selection: EditorSelection.range(address.from, address.to) };
  const word = main.empty ? state.wordAt(main.head) : null;
  const { from, to } = word ?? main;
  const text = state.sliceDoc(from, to);
  if (/^https?:\/\/\S+$/.test(text)) {
    return { changes: { from, to, insert: `[](${text})` }, selection: { anchor: from + 1 } };
  }
  const start = from + text.length + '[]('.length;
  return {
    changes: { from, to, insert: `[${text}](${ADDRESS})` },
    selection: text === '' ? { anchor: from + 1 } : EditorSelection.range(start, start + ADDRESS.length),
  };
}

/**
 * Inserts a block on lines of its own, with blank lines around it.
 * @param selectFrom where the new selection begins, from the block's beginning
 */
function insertBlock(
  state: EditorState,
  block: string,
  selectFrom: number,
  selectTo: number,
): TransactionSpec {
  const { doc, selection } = state;
  const line = doc.lineAt(selection.main.to);
  const isBlank = line.text.trim() === '';
  const above = isBlank ? (line.number > 1 ? doc.line(line.number - 1).text : '') : line.text;
  const below = line.number < doc.lines ? doc.line(line.number + 1).text : '';
  const before = isBlank ? (above.trim() === '' ? '' : '\n') : '\n\n';
  const after = below.trim() === '' ? '' : '\n';
  const from = isBlank ? line.from : line.to;
  const start = from + before.length;
  return {
    changes: { from, to: line.to, insert: before + block + after },
    selection: EditorSelection.range(start + selectFrom, start + selectTo),
  };
}

function insertPicture(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main;
  const words = state.sliceDoc(from, to);
  if (words !== '' && !words.includes('\n')) {
    const start = from + `![${words}](`.length;
    return {
      changes: { from, to, insert: `![${words}](${ADDRESS})` },
      selection: EditorSelection.range(start, start + ADDRESS.length),
    };
  }
  const alt = WORDS.editor.pictureWords;
  return insertBlock(state, `![${alt}](${ADDRESS})`, '!['.length, '!['.length + alt.length);
}

function insertTable(state: EditorState): TransactionSpec {
  const head = WORDS.editor.tableHead;
  const row = (cell: string) => `| ${cell} | ${cell} |`;
  const [rule, blank] = ['-'.repeat(head.length), ' '.repeat(head.length)];
  return insertBlock(state, [row(head), row(rule), row(blank)].join('\n'), 2, 2 + head.length);
}

export const EDITS: Readonly<Record<FormatName, Edit>> = {
  bold: (state) => toggleEmphasis(state, '**', 'StrongEmphasis'),
  italic: (state) => toggleEmphasis(state, '*', 'Emphasis'),
  link: editLink,
  heading: (state) => toggleLines(state, HEADING, HEADING_MARK, false),
  quote: (state) => toggleLines(state, '> ', QUOTE_MARK, true),
  list: (state) => toggleLines(state, '- ', LIST_MARK, false),
  picture: insertPicture,
  table: insertTable,
};

export function run(view: EditorView, name: FormatName): boolean {
  view.dispatch({ ...EDITS[name](view.state), scrollIntoView: true, userEvent: `input.${name}` });
  return true;
}
