// The viewer's unsaved texts, found once when the screen opens, and what the viewer does with them.
import { useCallback, useEffect, useState } from 'react';
import { draftApi, revisionOf } from '../../drafts/draft-api.js';
import { draftStore, NEW_ARTICLE, type StoredDraft } from '../../drafts/draft-store.js';
import { useViewer } from '../../frame/use-session.js';
import { findUnsavedTexts } from './unsaved-texts.js';
import type { Draft } from './use-draft.js';
import type { WrittenArticle } from './write.data.js';

export interface UnsavedTexts {
  /** Latest first. */
  readonly texts: readonly StoredDraft[];
  readonly use: (text: StoredDraft) => Promise<void>;
  readonly throwAway: (text: StoredDraft) => Promise<void>;
}

/** @param onText called with the new body when a text is used */
export function useUnsavedTexts(
  { saver, tab }: Draft,
  opened: WrittenArticle | undefined,
  onText: (markdown: string) => void,
): UnsavedTexts {
  const viewer = useViewer();
  const [texts, setTexts] = useState<readonly StoredDraft[]>([]);
  const owner = { viewerId: viewer.id, articleKey: opened?.id ?? NEW_ARTICLE };
  useEffect(() => {
    let isGone = false;
    const working = opened && revisionOf(opened);
    void tab
      .others()
      .then((openTabs) =>
        findUnsavedTexts(draftStore, {
          ...owner,
          working,
          autosave: opened?.autosave,
          tabId: tab.id,
          openTabs,
        }),
      )
      // Without storage there are none.
      .catch(() => [])
      .then((found) => !isGone && setTexts(found));
    return () => void (isGone = true);
    // Once: for the article as it was when the screen opened.
  }, []);

  /** Stores what is on the screen as another unsaved text. Repeated until nothing was typed during the write. */
  const storeWritten = async (): Promise<StoredDraft | undefined> => {
    let mine: StoredDraft | undefined;
    const tabId = `${tab.id} ${Date.now()}`;
    while (saver.isDirty && mine?.content !== saver.content) {
      const { base } = saver.snapshot();
      mine = { ...owner, tabId, base, content: saver.content, autosavedAt: undefined, at: Date.now() };
      await draftStore.put(mine);
    }
    return mine;
  };

  const use = async (text: StoredDraft) => {
    const others = texts.filter((each) => each !== text);
    const mine = await storeWritten();
    const { base } = saver.snapshot();
    if (mine !== undefined) others.unshift(mine);
    if (text.base?.revisionId === base?.revisionId || text.base === undefined) saver.change(text.content);
    else saver.openConflict(text.base, text.content);
    setTexts(others);
    onText(text.content.body);
    // The old entry is removed only after the new one is stored.
    await saver.storeLocally();
    if (saver.snapshot().isStoredLocally) await draftStore.remove(text).catch(() => undefined);
  };

  const throwAway = async (text: StoredDraft) => {
    await draftStore.remove(text).catch(() => undefined);
    setTexts(texts.filter((each) => each !== text));
    const isOnServer = opened?.autosave != null && opened.autosave.savedAt === text.autosavedAt;
    // Unless this tab has autosaved since, which replaced it.
    if (isOnServer && saver.snapshot().autosavedAt === undefined) await draftApi.discardAutosave(opened.id);
  };

  return { texts, use: useCallback(use, [texts, saver]), throwAway: useCallback(throwAway, [texts, saver]) };
}
