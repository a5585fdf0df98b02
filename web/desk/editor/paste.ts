// Converts pasted HTML to Markdown. The converter is loaded at the first paste.
import { StateEffect, StateField, Transaction, type ChangeDesc, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { WORDS } from '../words/words.js';

interface Place {
  readonly from: number;
  readonly to: number;
}

const setPlace = StateEffect.define<Place | undefined>();

/** Where to paste, mapped through edits that are made while the converter loads. */
const place = StateField.define<Place | undefined>({
  create: () => undefined,
  update: (value, { changes, effects }) => {
    for (const effect of effects) if (effect.is(setPlace)) return effect.value;
    return value && moved(value, changes);
  },
});

const moved = ({ from, to }: Place, changes: ChangeDesc): Place => ({
  from: changes.mapPos(from, -1),
  to: Math.max(changes.mapPos(from, -1), changes.mapPos(to, -1)),
});

/** Code editors copy their colours as HTML: the plain text is meant. */
const CODE_EDITORS = ['vscode-editor-data', 'application/vnd.code.copymetadata'];

/** The HTML to convert; undefined where the plain text is to be pasted. */
function formattedText(data: DataTransfer): string | undefined {
  const html = data.getData('text/html');
  return html === '' || CODE_EDITORS.some((type) => data.types.includes(type)) ? undefined : html;
}

async function pasteFormatted(view: EditorView, html: string, plain: string): Promise<void> {
  const { from, to } = view.state.selection.main;
  view.dispatch({ effects: setPlace.of({ from, to }) });
  let text = plain;
  try {
    const { markdownFromHtml } = await import('./paste/markdown-from-html.js');
    text = markdownFromHtml(html);
  } catch {
    view.dispatch({ effects: EditorView.announce.of(WORDS.editor.pasteFailed) });
  }
  const at = view.state.field(place);
  if (at === undefined) return;
  const changes = view.state.changes({ ...at, insert: view.state.toText(text) });
  view.dispatch({
    changes,
    // After the pasted text, or where the viewer has gone on typing.
    selection: { anchor: changes.mapPos(view.state.selection.main.head, 1) },
    effects: setPlace.of(undefined),
    annotations: Transaction.userEvent.of('input.paste'),
    scrollIntoView: true,
  });
}

/** Shift means plain text, also in browsers that offer HTML then. */
export function pasteAsMarkdown(): Extension {
  let withShift = false;
  return [
    place,
    EditorView.domEventHandlers({
      keydown: (event) => {
        withShift = event.shiftKey;
        return false;
      },
      keyup: (event) => {
        withShift = event.shiftKey;
        return false;
      },
      paste: (event, view) => {
        const data = event.clipboardData;
        const html = data && !withShift ? formattedText(data) : undefined;
        if (!data || html === undefined || view.state.readOnly) return false;
        event.preventDefault();
        void pasteFormatted(view, html, data.getData('text/plain'));
        return true;
      },
    }),
  ];
}
