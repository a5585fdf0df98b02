// Leaving the screen saves, without a question. Where it cannot be saved, the viewer is told and may leave nevertheless: what
// was written is kept in this browser.
import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import type { DraftSaver } from '../../drafts/draft-saver.js';
import { toast } from '../../parts/toasts.js';
import { WORDS } from '../../words/words.js';

export function useLeaving(saver: DraftSaver): void {
  const refused = useRef<object>(undefined);
  useBlocker({
    enableBeforeUnload: false,
    shouldBlockFn: async ({ next }) => {
      const { articleId } = saver.snapshot();
      const isItsOwn =
        next.routeId.endsWith('/write') && 'articleId' in next.params && next.params.articleId === articleId;
      // A new article has got its address.
      if (isItsOwn || !saver.isDirty) return false;
      await saver.keep();
      const isSecondTime = refused.current === saver.content || saver.snapshot().status === 'conflict';
      const outcome = isSecondTime ? 'offline' : await saver.save();
      if (outcome === 'saved' || outcome === 'unchanged') return false;
      if (outcome === 'offline') {
        toast(WORDS.write.leftUnsaved);
        return false;
      }
      refused.current = saver.content;
      toast(WORDS.write.stays);
      return true;
    },
  });
}
