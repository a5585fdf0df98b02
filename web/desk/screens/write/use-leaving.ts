// Saves when the viewer leaves the screen. If the save is refused, the first attempt to leave is blocked and a second one is not:
// the draft is stored in this browser.
import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import type { DraftSaver } from '../../drafts/draft-saver.js';
import { toast } from '../../parts/toasts.js';
import { WORDS } from '../../words/words.js';

export function useLeaving(saver: DraftSaver): void {
  const refusedContent = useRef<object>(undefined);
  useBlocker({
    enableBeforeUnload: false,
    shouldBlockFn: async ({ next }) => {
      const { articleId } = saver.snapshot();
      const isSameArticle =
        next.routeId.endsWith('/write') && 'articleId' in next.params && next.params.articleId === articleId;
      // From /articles/new to the address of the article that was just created.
      if (isSameArticle || !saver.isDirty) return false;
      await saver.storeLocally();
      const isSecondAttempt =
        refusedContent.current === saver.content || saver.snapshot().status === 'conflict';
      const outcome = isSecondAttempt ? 'offline' : await saver.save();
      if (outcome === 'saved' || outcome === 'unchanged') return false;
      if (outcome === 'offline') {
        toast(WORDS.write.leftUnsaved);
        return false;
      }
      refusedContent.current = saver.content;
      toast(WORDS.write.stays);
      return true;
    },
  });
}
