// Marks TK and ?? in the text.
import { Decoration, MatchDecorator } from '@codemirror/view';
import { LOOSE_END } from './loose-ends.js';
import { settledDecorations } from './settled.js';

const matches = new MatchDecorator({ regexp: LOOSE_END, decoration: Decoration.mark({ class: 'tk' }) });

export const looseEndMarks = settledDecorations({
  make: (view) => matches.createDeco(view),
  isStale: (update) => update.docChanged || update.viewportChanged,
});
