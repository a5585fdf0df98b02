// Makes a transition, one at a time for an article, and offers to undo it.
import { useMutation } from '@tanstack/react-query';
import { createElement } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { TransitionSubjectFragment } from '../../generated/operations.js';
import { toast } from '../../parts/toasts.js';
import { undo } from '../../parts/undo.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { inverseOf, makeTransition, type Decision, type MadeArticle } from './make-transition.js';

export function useTransition(
  { id, working }: Pick<TransitionSubjectFragment, 'id' | 'working'>,
  onDone: (made: MadeArticle) => void,
) {
  const viewer = useViewer();
  return useMutation({
    scope: { id },
    mutationFn: makeTransition,
    onSuccess: async (article: MadeArticle, { name }: Decision) => {
      const inverse = inverseOf(name, article, working.number, isEditor(viewer));
      const title = createElement('span', { className: 'serif', ...scriptOf(working.title) }, working.title);
      toast(
        createElement('span', null, ...WORDS.decide.done[name](title)),
        inverse && (() => void undo(inverse, WORDS.decide.undone, WORDS.decide.notUndone)),
      );
      await invalidateAll();
      onDone(article);
    },
  });
}
