// The requests by which a draft is saved.
import { request } from '../api/request.js';
import {
  AutosaveDocument,
  CreateDraftDocument,
  DiscardAutosaveDocument,
  SaveDraftDocument,
  WorkingCopyDocument,
  type AutosaveInput,
  type CreateArticleInput,
  type DraftRevisionFragment,
  type SaveDraftInput,
  type SavedArticleFragment,
} from '../generated/operations.js';
import { ApiError } from '../api/errors.js';
import type { DraftContent, Named } from './draft-content.js';

/** A revision as the server has it. */
export interface SavedRevision {
  readonly articleId: string;
  readonly revisionId: string;
  readonly number: number;
  readonly content: DraftContent;
  readonly by: Named;
  readonly at: string;
}

export interface DraftApi {
  create(content: DraftContent): Promise<SavedRevision>;
  /** Sends the changed fields alone. */
  save(articleId: string, baseRevisionId: string, changes: Partial<DraftContent>): Promise<SavedRevision>;
  /** @returns the time of the autosave, by the server's clock */
  autosave(articleId: string, baseRevisionId: string, changes: Partial<DraftContent>): Promise<string>;
  discardAutosave(articleId: string): Promise<void>;
  workingCopy(articleId: string): Promise<SavedRevision>;
}

export const contentOf = (revision: DraftRevisionFragment): DraftContent => ({
  title: revision.title,
  subtitle: revision.subtitle ?? '',
  slug: revision.slug,
  excerpt: revision.excerpt ?? '',
  body: revision.body.markdown,
  authors: revision.authors,
  tags: revision.tags,
  seoTitle: revision.seo.title ?? '',
  seoDescription: revision.seo.description ?? '',
  canonicalUrl: revision.seo.canonicalUrl ?? '',
});

export const revisionOf = ({ id, working }: SavedArticleFragment): SavedRevision => ({
  articleId: id,
  revisionId: working.id,
  number: working.number,
  content: contentOf(working),
  by: working.createdBy,
  at: working.createdAt,
});

const idsOf = (list: readonly Named[] | undefined): string[] | undefined => list?.map(({ id }) => id);

type Input = Pick<
  AutosaveInput & SaveDraftInput,
  'title' | 'subtitle' | 'excerpt' | 'body' | 'authorIds' | 'tagIds' | 'seo'
>;

/** A field that is undefined is not sent at all: JSON leaves it out. */
function inputOf({ authors, tags, seoTitle, seoDescription, canonicalUrl, ...texts }: Partial<DraftContent>) {
  const seo = { title: seoTitle, description: seoDescription, canonicalUrl };
  const hasSeo = Object.values(seo).some((value) => value !== undefined);
  const input: Input & { slug?: string | undefined } = {
    ...texts,
    authorIds: idsOf(authors),
    tagIds: idsOf(tags),
    seo: hasSeo ? seo : undefined,
  };
  return input;
}

/** '' becomes null where the API refuses '': of a null slug it makes one from the title, and a canonical URL is absent. */
function forDraft(changes: Partial<DraftContent>): Input & { slug?: string | null } {
  const { slug, seo, ...input } = inputOf(changes);
  return {
    ...input,
    slug: slug === '' ? null : slug,
    seo: seo && { ...seo, canonicalUrl: seo.canonicalUrl === '' ? null : seo.canonicalUrl },
  };
}

const articleOf = (payload: { readonly article: SavedArticleFragment } | null | undefined): SavedRevision => {
  if (!payload) throw new ApiError({ message: '' });
  return revisionOf(payload.article);
};

export const draftApi: DraftApi = {
  create: async (content) => {
    // Where no authors are sent, the API sets the viewer's own byline.
    const { authors, title, ...rest } = content;
    const fields = forDraft(authors.length > 0 ? { ...rest, authors } : rest);
    const input: CreateArticleInput = { ...fields, title };
    return articleOf((await request(CreateDraftDocument, { input })).createArticle);
  },
  save: async (articleId, baseRevisionId, changes) => {
    const input: SaveDraftInput = { articleId, baseRevisionId, ...forDraft(changes) };
    return articleOf((await request(SaveDraftDocument, { input })).saveDraft);
  },
  autosave: async (articleId, baseRevisionId, changes) => {
    const input: AutosaveInput = { articleId, baseRevisionId, ...inputOf(changes) };
    const { autosave } = await request(AutosaveDocument, { input });
    return autosave?.autosave.savedAt ?? '';
  },
  discardAutosave: async (articleId) => {
    await request(DiscardAutosaveDocument, { input: { articleId } });
  },
  workingCopy: async (articleId) => {
    const { article } = await request(WorkingCopyDocument, { articleId });
    return articleOf(article && { article });
  },
};
