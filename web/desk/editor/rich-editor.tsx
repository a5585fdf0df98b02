// The editor on CodeMirror, with its toolbar.
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { run } from './commands.js';
import { contentAttributes, editorExtensions, isReplacement } from './extensions.js';
import { formatsAt, type FormatName } from './formats.js';
import { smallestChange } from './replace-text.js';
import type { Surface, SurfaceProps } from './surface.js';
import { Toolbar } from './toolbar.js';

export function RichEditor({ initial, label, lang, onText, onBlur, onSurface, toolsSlot }: SurfaceProps) {
  const id = useId();
  const holder = useRef<HTMLDivElement>(null);
  const tools = useRef<HTMLDivElement>(null);
  const [panel] = useState(() => document.createElement('div'));
  const [attributes] = useState(() => new Compartment());
  const [view, setView] = useState<EditorView>();
  const [formats, setFormats] = useState<ReadonlySet<FormatName>>(() => new Set());
  const textChanged = useEffectEvent(onText);
  const blurred = useEffectEvent((event: FocusEvent) => {
    const isWithin = event.relatedTarget instanceof Node && tools.current?.contains(event.relatedTarget);
    if (!isWithin) onBlur?.();
  });
  const surfaceChanged = useEffectEvent(onSurface);
  const create = useEffectEvent((parent: HTMLElement) => {
    let shown: ReadonlySet<FormatName> = new Set();
    const follow = EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
      if (docChanged) {
        textChanged(state.doc.toString(), !transactions.every((each) => each.annotation(isReplacement)));
      }
      if (!docChanged && !selectionSet) return;
      const current = formatsAt(state);
      // Most keys change none, and React need not know of them.
      if (isSame(shown, current)) return;
      shown = current;
      setFormats(current);
    });
    const blur = EditorView.domEventObservers({ blur: (event) => blurred(event) });
    const extensions = [
      editorExtensions({ panel }),
      attributes.of(contentAttributes({ label, lang })),
      EditorView.contentAttributes.of({ id }),
      follow,
      blur,
    ];
    return new EditorView({ parent, state: EditorState.create({ doc: initial(), extensions }) });
  });
  // Before anybody can press a key in what is shown beside it.
  useLayoutEffect(() => {
    if (holder.current === null) return;
    const created = create(holder.current);
    setView(created);
    surfaceChanged(surfaceOf(created));
    return () => created.destroy();
  }, []);
  useEffect(() => {
    view?.dispatch({ effects: attributes.reconfigure(contentAttributes({ label, lang })) });
  }, [view, attributes, label, lang]);

  const bar = (
    <div className="editor-tools" ref={tools}>
      <Toolbar
        controls={id}
        formats={formats}
        onFormat={(name) => {
          if (!view) return;
          run(view, name);
          view.focus();
        }}
      />
      <div className="editor-find" ref={(node) => node?.append(panel)} />
    </div>
  );
  return (
    <>
      {toolsSlot === undefined ? bar : toolsSlot && createPortal(bar, toolsSlot)}
      <div className="editor" ref={holder} />
    </>
  );
}

const isSame = (one: ReadonlySet<FormatName>, other: ReadonlySet<FormatName>) =>
  one.size === other.size && [...one].every((name) => other.has(name));

function surfaceOf(view: EditorView): Surface {
  return {
    replace: (markdown) => {
      const changes = smallestChange(view.state.doc.toString(), view.state.toText(markdown).toString());
      if (changes === undefined) return;
      view.dispatch({
        changes,
        annotations: [isReplacement.of(true), Transaction.addToHistory.of(false)],
      });
    },
    focus: () => view.focus(),
    select: (from, to) => {
      const { length } = view.state.doc;
      const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
      view.dispatch({
        selection: { anchor, head },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
    },
  };
}
