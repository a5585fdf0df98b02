// Offers the viewer's unsaved text from before, once, when the screen opens.
import { useCallback, useEffect, useState } from 'react';
import { draftApi, revisionOf } from '../../drafts/draft-api.js';
import { draftStore, NEW_ARTICLE, type KeptDraft } from '../../drafts/draft-store.js';
import { useViewer } from '../../frame/use-session.js';
import { findKeptTexts } from './kept-texts.js';
import type { Draft } from './use-draft.js';
import type { WrittenArticle } from './write.data.js';

export interface KeptTexts {
  /** Latest first. */
  readonly texts: readonly KeptDraft[];
  readonly use: (text: KeptDraft) => Promise<void>;
  readonly throwAway: (text: KeptDraft) => Promise<void>;
}

/** @param onText called with the body where it is another now */
export function useKeptTexts(
  { saver, tab }: Draft,
  opened: WrittenArticle | undefined,
  onText: (markdown: string) => void,
): KeptTexts {
  const viewer = useViewer();
  const [texts, setTexts] = useState<readonly KeptDraft[]>([]);
  const owner = { viewerId: viewer.id, articleKey: opened?.id ?? NEW_ARTICLE };
  useEffect(() => {
    let isGone = false;
    const working = opened && revisionOf(opened);
    void tab
      .others()
      .then((openTabs) =>
        findKeptTexts(draftStore, { ...owner, working, autosave: opened?.autosave, tabId: tab.id, openTabs }),
      )
      // Without storage nothing was kept.
      .catch(() => [])
      .then((found) => !isGone && setTexts(found));
    return () => void (isGone = true);
    // Of the article as it was opened.
  }, []);

  /** What was written before the decision is kept as well, to its last letter, and offered in the other's place. */
  const keepWritten = async (): Promise<KeptDraft | undefined> => {
    let mine: KeptDraft | undefined;
    const tabId = `${tab.id} ${Date.now()}`;
    while (saver.isDirty && mine?.content !== saver.content) {
      const { base } = saver.snapshot();
      mine = { ...owner, tabId, base, content: saver.content, autosavedAt: undefined, at: Date.now() };
      await draftStore.put(mine);
    }
    return mine;
  };

  const use = async (text: KeptDraft) => {
    const others = texts.filter((each) => each !== text);
    const mine = await keepWritten();
    const { base } = saver.snapshot();
    if (mine !== undefined) others.unshift(mine);
    if (text.base?.revisionId === base?.revisionId || text.base === undefined) saver.change(text.content);
    else saver.compare(text.base, text.content);
    setTexts(others);
    onText(text.content.body);
    // It leaves its old place only when it is in the new one.
    await saver.keep();
    if (saver.snapshot().isKeptHere) await draftStore.remove(text).catch(() => undefined);
  };

  const throwAway = async (text: KeptDraft) => {
    await draftStore.remove(text).catch(() => undefined);
    setTexts(texts.filter((each) => each !== text));
    const isOnServer = opened?.autosave != null && opened.autosave.savedAt === text.autosavedAt;
    // What was written since has taken its place there.
    if (isOnServer && saver.snapshot().autosavedAt === undefined) await draftApi.discardAutosave(opened.id);
  };

  return { texts, use: useCallback(use, [texts, saver]), throwAway: useCallback(throwAway, [texts, saver]) };
}
