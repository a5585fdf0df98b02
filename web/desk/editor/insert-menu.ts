// The menu that / opens at the beginning of a line, for those who do not leave the keyboard.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
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

export const insertMenu = autocompletion({
  override: [source],
  icons: false,
  activateOnTypingDelay: 0,
  interactionDelay: 0,
  tooltipClass: () => 'insert-menu',
});
