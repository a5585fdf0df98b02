// Unsaved text of the viewer's from before: of tabs that ended, and what the server keeps from another browser.
import type { UnsavedTextFragment } from '../../generated/operations.js';
import { contentOf, type SavedRevision } from '../../drafts/draft-api.js';
import { EMPTY_DRAFT, isKeptAs, isSameDraft, type DraftContent } from '../../drafts/draft-content.js';
import type { DraftStore, KeptDraft } from '../../drafts/draft-store.js';

interface Opened {
  readonly viewerId: string;
  readonly articleKey: string;
  readonly working: SavedRevision | undefined;
  readonly autosave: UnsavedTextFragment | null | undefined;
  /** This tab: what it keeps is on the screen. */
  readonly tabId: string;
  /** The other tabs that have the article open. */
  readonly openTabs: ReadonlySet<string>;
}

/** Latest first. What the server keeps is kept here too from now on: the next autosave replaces it there. */
export async function findKeptTexts(store: DraftStore, opened: Opened): Promise<readonly KeptDraft[]> {
  const { viewerId, articleKey, working, tabId: ownTabId, openTabs } = opened;
  const saved = working?.content ?? EMPTY_DRAFT;
  const kept = (await store.of(viewerId, articleKey)).filter(({ tabId }) => tabId !== ownTabId);
  const ended = kept.filter(({ tabId }) => !openTabs.has(tabId));
  const differing = ended.filter(({ content }) => !isKeptAs(content, saved));
  // The working copy says the same already.
  await Promise.all(ended.filter((draft) => !differing.includes(draft)).map((draft) => store.remove(draft)));
  const autosaved = autosavedText(opened);
  if (autosaved === undefined || isKeptAs(autosaved.content, saved)) return differing;
  const isKnown = kept.some(
    ({ content, autosavedAt }) =>
      autosavedAt === autosaved.autosavedAt || isSameDraft(content, autosaved.content),
  );
  if (isKnown || openTabs.size > 0) return differing;
  await store.put(autosaved);
  return [...differing, autosaved].sort((a, b) => b.at - a.at);
}

function autosavedText({ viewerId, articleKey, autosave }: Opened): KeptDraft | undefined {
  if (!autosave) return undefined;
  const { base, savedAt } = autosave;
  const baseContent = contentOf(base);
  return {
    viewerId,
    articleKey,
    tabId: `server ${savedAt}`,
    base: { revisionId: base.id, number: base.number, content: baseContent },
    content: unsavedContent(autosave, baseContent),
    autosavedAt: savedAt,
    at: Date.parse(savedAt),
  };
}

/** A field that is null was not touched. */
const unsavedContent = (unsaved: UnsavedTextFragment, base: DraftContent): DraftContent => ({
  title: unsaved.title ?? base.title,
  subtitle: unsaved.subtitle ?? base.subtitle,
  slug: unsaved.slug ?? base.slug,
  excerpt: unsaved.excerpt ?? base.excerpt,
  body: unsaved.body ?? base.body,
  authors: unsaved.authors ?? base.authors,
  tags: unsaved.tags ?? base.tags,
  seoTitle: unsaved.seo?.title ?? base.seoTitle,
  seoDescription: unsaved.seo?.description ?? base.seoDescription,
  canonicalUrl: unsaved.seo?.canonicalUrl ?? base.canonicalUrl,
});
