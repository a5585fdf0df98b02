// A transition under way: one of an article at a time; what was done is said, with the way back.
import { useMutation } from '@tanstack/react-query';
import { createElement } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { TransitionSubjectFragment } from '../../generated/operations.js';
import { messageOf } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
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
      const undo = inverseOf(name, article, working.number, isEditor(viewer));
      const title = createElement('span', { className: 'serif', ...scriptOf(working.title) }, working.title);
      toast(
        createElement('span', null, ...WORDS.decide.done[name](title)),
        undo && (() => void undone(undo)),
      );
      await invalidateAll();
      onDone(article);
    },
  });
}

async function undone(undo: () => Promise<MadeArticle>): Promise<void> {
  try {
    await undo();
    toast(WORDS.decide.undone);
  } catch (error) {
    toast(`${WORDS.decide.notUndone} ${messageOf(error)}`);
  }
  await invalidateAll();
}
