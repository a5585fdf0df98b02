// The draft of the open article: its saver, its state, and the number of other tabs that have it open.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { draftApi, revisionOf, type SavedRevision } from '../../drafts/draft-api.js';
import { DraftSaver } from '../../drafts/draft-saver.js';
import { draftStore, NEW_ARTICLE } from '../../drafts/draft-store.js';
import { OpenTab } from '../../drafts/open-tabs.js';
import { useViewer } from '../../frame/use-session.js';
import type { WrittenArticle } from './write.data.js';

/**
 * @param opened the article as it was when the screen was opened; undefined: a new one
 * @param onCreated called when a new article has got its id
 */
export function useDraft(opened: WrittenArticle | undefined, onCreated: (articleId: string) => void) {
  const viewer = useViewer();
  const [otherTabs, setOtherTabs] = useState(0);
  // Created once: `opened` and `onCreated` are those of the first render.
  const [{ saver, tab }] = useState(() => {
    const tab = new OpenTab(viewer.id, setOtherTabs);
    let isNew = opened === undefined;
    const onSaved = ({ articleId }: SavedRevision) => {
      if (isNew) {
        isNew = false;
        tab.enter(articleId);
        onCreated(articleId);
      }
      void invalidateAll();
    };
    const base = opened && revisionOf(opened);
    const owner = { viewerId: viewer.id, tabId: tab.id };
    const saver = new DraftSaver({ ...owner, api: draftApi, store: draftStore, base, onSaved });
    return { saver, tab };
  });
  const state = useSyncExternalStore(saver.subscribe, saver.snapshot);
  useEffect(() => {
    tab.enter(opened?.id ?? NEW_ARTICLE);
    const storeLocally = () => void saver.storeLocally();
    const hide = () => {
      if (document.visibilityState === 'hidden') saver.pause();
    };
    const retry = () => saver.retryNow();
    const warn = (event: BeforeUnloadEvent) => {
      if (!saver.snapshot().isStoredLocally && saver.isDirty) event.preventDefault();
    };
    window.addEventListener('pagehide', storeLocally);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('online', retry);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('pagehide', storeLocally);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('online', retry);
      window.removeEventListener('beforeunload', warn);
      saver.close();
      tab.close();
    };
  }, [saver, tab, opened?.id]);
  return useMemo(() => ({ saver, tab, state, otherTabs }), [saver, tab, state, otherTabs]);
}

export type Draft = ReturnType<typeof useDraft>;
