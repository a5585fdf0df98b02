// The menu that `/` opens at the beginning of a line.
import {
  autocompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { WORDS } from '../words/words.js';
import { EDITS } from './commands.js';
import { FORMAT_NAMES, isLiteral, type FormatName } from './formats.js';

const TYPED = /^[ \t]*\/(\p{L}*)$/u;

function optionOf(name: FormatName): Completion {
  return {
    label: WORDS.editor.formats[name],
    detail: WORDS.editor.marks[name],
    apply: (view, _completion, _from, to) => {
      const line = view.state.doc.lineAt(to);
      const start = line.from + line.text.indexOf('/');
      const removal = { changes: { from: start, to }, selection: { anchor: start } };
      const edit = EDITS[name](view.state.update(removal).state);
      // In one transaction, so that one undo takes it back.
      view.dispatch(view.state.update(removal, { ...edit, sequential: true, scrollIntoView: true }));
    },
  };
}

const options = FORMAT_NAMES.map((name, i) => ({ ...optionOf(name), boost: -i }));

function source({ state, pos }: CompletionContext): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const typed = TYPED.exec(line.text.slice(0, pos - line.from));
  if (!typed || isLiteral(state, pos)) return null;
  return { from: pos - (typed[1]?.length ?? 0), options, validFor: /^\p{L}*$/u };
}

/**
 * CodeMirror's own trigger runs the completion source after each letter, in a transaction of its own. Only a slash opens this menu.
 */
const openAtSlash = EditorView.updateListener.of(({ view, state, transactions }) => {
  const { head } = state.selection.main;
  if (head === 0 || state.sliceDoc(head - 1, head) !== '/') return;
  if (!transactions.some((each) => each.isUserEvent('input.type'))) return;
  const line = state.doc.lineAt(head);
  if (TYPED.test(line.text.slice(0, head - line.from))) startCompletion(view);
});

export const insertMenu = [
  openAtSlash,
  autocompletion({
    override: [source],
    icons: false,
    activateOnTyping: false,
    interactionDelay: 0,
    tooltipClass: () => 'insert-menu',
  }),
];
