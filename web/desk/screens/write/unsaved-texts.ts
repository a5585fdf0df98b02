// Finds the viewer's unsaved texts of an article: those of tabs that were closed, and the autosave of another browser.
import type { UnsavedTextFragment } from '../../generated/operations.js';
import { contentOf, type SavedRevision } from '../../drafts/draft-api.js';
import { EMPTY_DRAFT, isSavedAs, isSameDraft, type DraftContent } from '../../drafts/draft-content.js';
import type { DraftStore, StoredDraft } from '../../drafts/draft-store.js';

interface Opened {
  readonly viewerId: string;
  readonly articleKey: string;
  readonly working: SavedRevision | undefined;
  readonly autosave: UnsavedTextFragment | null | undefined;
  /** This tab's own text is on the screen. */
  readonly tabId: string;
  /** The other tabs that have the article open: their texts are not offered. */
  readonly openTabs: ReadonlySet<string>;
}

/** @returns latest first. The autosave is copied to this browser, since this tab's next autosave replaces it on the server. */
export async function findUnsavedTexts(store: DraftStore, opened: Opened): Promise<readonly StoredDraft[]> {
  const { viewerId, articleKey, working, tabId: ownTabId, openTabs } = opened;
  const saved = working?.content ?? EMPTY_DRAFT;
  const stored = (await store.of(viewerId, articleKey)).filter(({ tabId }) => tabId !== ownTabId);
  const ended = stored.filter(({ tabId }) => !openTabs.has(tabId));
  const differing = ended.filter(({ content }) => !isSavedAs(content, saved));
  // The working copy has these already.
  await Promise.all(ended.filter((draft) => !differing.includes(draft)).map((draft) => store.remove(draft)));
  const autosaved = autosavedText(opened);
  if (autosaved === undefined || isSavedAs(autosaved.content, saved)) return differing;
  const isKnown = stored.some(
    ({ content, autosavedAt }) =>
      autosavedAt === autosaved.autosavedAt || isSameDraft(content, autosaved.content),
  );
  if (isKnown || openTabs.size > 0) return differing;
  await store.put(autosaved);
  return [...differing, autosaved].sort((a, b) => b.at - a.at);
}

function autosavedText({ viewerId, articleKey, autosave }: Opened): StoredDraft | undefined {
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

/** A field that is null in the autosave is unchanged. */
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
