// Decorations that are not rebuilt during an IME composition, since redrawing the line would end it. They are mapped through the
// changes, and rebuilt after the composition.
import {
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import type { Extension } from '@codemirror/state';

/** After the last of a composition's events, in which CodeMirror settles the text. */
const AFTER_COMPOSITION_MS = 60;

interface Decorator {
  make(view: EditorView): DecorationSet;
  isStale(update: ViewUpdate): boolean;
}

class Settled implements PluginValue {
  decorations: DecorationSet;
  private isBehind = false;

  constructor(
    view: EditorView,
    private readonly decorator: Decorator,
  ) {
    this.decorations = decorator.make(view);
  }

  update(update: ViewUpdate): void {
    const isStale = this.isBehind || this.decorator.isStale(update);
    if (!isStale) return;
    this.isBehind = update.view.composing;
    this.decorations = this.isBehind
      ? this.decorations.map(update.changes)
      : this.decorator.make(update.view);
  }
}

export const settledDecorations = (decorator: Decorator): Extension =>
  ViewPlugin.define((view) => new Settled(view, decorator), {
    decorations: (plugin) => plugin.decorations,
    eventObservers: {
      compositionend: (_event, view) => {
        setTimeout(() => {
          if (view.dom.isConnected) view.dispatch({});
        }, AFTER_COMPOSITION_MS);
      },
    },
  });
