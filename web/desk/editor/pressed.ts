// Whether a mouse button is held down in the text. Marks appear on the cursor's lines; during a selection with the mouse they must
// not, or the text would move under the pointer.
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

const setPressed = StateEffect.define<boolean>();

export const pressed = StateField.define<boolean>({
  create: () => false,
  update: (value, { effects }) => effects.find((effect) => effect.is(setPressed))?.value ?? value,
});

const follow = ViewPlugin.define(
  (view: EditorView) => {
    const release = () => {
      if (view.state.field(pressed)) view.dispatch({ effects: setPressed.of(false) });
    };
    window.addEventListener('mouseup', release);
    window.addEventListener('dragend', release);
    return {
      destroy() {
        window.removeEventListener('mouseup', release);
        window.removeEventListener('dragend', release);
      },
    };
  },
  {
    eventObservers: {
      mousedown: (event, view) => {
        if (event.button === 0) view.dispatch({ effects: setPressed.of(true) });
      },
    },
  },
);

export const pressedMouse = [pressed, follow];
