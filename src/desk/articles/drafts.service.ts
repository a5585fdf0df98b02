// Writing: from an input to the next revision, and none where nothing changed. Whether it may be written, and what becomes
// of the article's state, is WorkflowService's.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { CurrentArticle } from '../review-states/current-articles.js';
import {
  ARTICLE_FIELDS,
  EMPTY_CONTENT,
  mergeContent,
  withNormalizedLines,
  type RevisionContent,
} from '../../domain/article-fields.js';
import { contentHash } from '../../domain/content-hash.js';
import { badUserInput } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import { discardAutosave } from '../autosaves/discard-autosave.js';
import type { Actor } from '../context.js';
import type {
  CreateArticleInput,
  RestoreRevisionInput,
  SaveDraftInput,
} from '../../graphql/generated/desk.js';
import { HistoryWriter } from '../review-states/events.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import type { TransitionSubject } from '../review-states/transition-subject.js';
import { assertNoneMissing, assertReferences, type References } from '../slugs/references.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { claimSlug } from '../slugs/slugs.js';
import { articleInput } from './article.input.js';
import { addBylineOwners } from './byline-owners.js';
import { insertArticle } from './article.writer.js';
import { MarkdownService, type RenderedBodyOrSame } from './markdown.service.js';
import { articleSlug, releaseOtherSlugs, writeRevision } from './revision.writer.js';
import { saveBasis, storedRevision, type StoredRevision } from './stored-revision.js';

const MAX_REFERENCES = Math.max(...ARTICLE_FIELDS.filter(({ kind }) => kind === 'ids').map(({ max }) => max));

@Injectable()
export class DraftsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
    private readonly markdown: MarkdownService,
    private readonly history: HistoryWriter,
  ) {}

  async create(actor: Actor, input: CreateArticleInput): Promise<CurrentArticle> {
    const articleId = newId('Article');
    const [draft, rendered] = await collectErrors(
      () => parseInput(articleInput, input),
      () => this.markdown.render(actor, input.body ?? '', articleId),
    );
    await assertReferences(this.database, draft);
    return this.database.$transaction(async (tx) => {
      const { article, now, ownAuthorId, end } = await insertArticle(
        tx,
        articleId,
        actor.id,
        this.history.openEnd,
      );
      const authorIds = draft.authorIds ?? (ownAuthorId === null ? [] : [ownAuthorId]);
      const content = mergeContent(EMPTY_CONTENT, { ...draft, authorIds });
      const slug = await articleSlug(tx, articleId, draft.slug, { title: content.title, kept: '' });
      const first = { articleId, number: 1, by: actor.id, at: now };
      const revision = await writeRevision(tx, first, { ...content, slug }, rendered);
      const chain = { end, revisions: [revision] };
      await addBylineOwners(this.history, { tx, article, actor, now, chain }, authorIds, revision.id);
      const created = { name: 'CREATE', fromState: null, toState: article.reviewState } as const;
      await this.history.append(
        tx,
        { ...created, articleId, revisionId: revision.id, byId: actor.id, at: now },
        chain,
      );
      return { ...article, asOf: now };
    });
  }

  async save(actor: Actor, input: SaveDraftInput): Promise<CurrentArticle> {
    const { articleId, body } = input;
    const basis = await saveBasis(this.database, articleId, referencesOf(input));
    const [draft, subject, rendered] = await collectErrors(
      () => parseInput(articleInput, input),
      () => savedSubject(input),
      () =>
        body === undefined ? undefined : this.markdown.render(actor, body ?? '', articleId, basis.working),
    );
    assertNoneMissing(draft, basis);
    return this.workflow.perform(actor, 'EDIT', subject, {
      write: async (context) => {
        const { tx, article } = context;
        const current = await workingOf(context, basis.working);
        const content = mergeContent(current.content, draft);
        const names = { title: content.title, kept: current.content.slug };
        const slug = await articleSlug(tx, article.id, draft.slug, names);
        const nextBody = rendered ?? { sameAsRevision: current.id };
        return writeNext(this.history, context, current, { ...content, slug }, nextBody);
      },
    });
  }

  async restore(actor: Actor, input: RestoreRevisionInput): Promise<CurrentArticle> {
    const revision = { field: 'number', where: { number: input.number }, as: 'source' } as const;
    return this.workflow.perform(
      actor,
      'EDIT',
      { ...input, revision },
      {
        write: async (context) => {
          const { tx, article } = context;
          const current = await workingOf(context);
          const { id, content } = await storedRevision(tx, article.id, input.number);
          // Where another article has the old slug now, the content comes back under the current one.
          const isFree = content.slug !== '' && (await claimSlug(tx, 'article', article.id, content.slug));
          const slug = isFree ? content.slug : current.content.slug;
          return writeNext(this.history, context, current, { ...content, slug }, { sameAsRevision: id });
        },
      },
    );
  }
}

/** @param known read before the article was locked, when another may have been the working copy */
const workingOf = async (
  { tx, article, workingId }: TransitionContext,
  known?: StoredRevision,
): Promise<StoredRevision> =>
  known?.id === workingId ? known : storedRevision(tx, article.id, article.workingNumber);

/** @returns the next revision; undefined where it would say what the working copy says already */
async function writeNext(
  history: HistoryWriter,
  context: TransitionContext,
  { content: current }: StoredRevision,
  content: RevisionContent,
  body: RenderedBodyOrSame,
): Promise<WrittenRevision | undefined> {
  const { tx, article, actor, now, chain } = context;
  const unsaved = discardAutosave(actor.id, article.id);
  // Older revisions may have line ends that inputs lose: a text that comes back untouched is no change.
  if (contentHash(withNormalizedLines(content)) === contentHash(withNormalizedLines(current))) {
    await tx.$executeRaw(unsaved);
    return undefined;
  }
  const number = article.workingNumber + 1;
  const next = { articleId: article.id, number, by: actor.id, at: now };
  const revision = await writeRevision(tx, next, content, body, [
    unsaved,
    releaseOtherSlugs(article.id, content.slug),
  ]);
  chain.revisions.push(revision);
  const added = content.authorIds.filter((authorId) => !current.authorIds.includes(authorId));
  await addBylineOwners(history, context, added, revision.id);
  return revision;
}

/** As they come, before they are parsed: what is too much is refused there. */
const referencesOf = ({ authorIds, tagIds }: SaveDraftInput): References => ({
  authorIds: authorIds?.slice(0, MAX_REFERENCES),
  tagIds: tagIds?.slice(0, MAX_REFERENCES),
});

/** @throws BAD_USER_INPUT unless the input names just one: the version, or the revision that was edited */
function savedSubject({ articleId, version, baseRevisionId }: SaveDraftInput): TransitionSubject {
  if (version != null && baseRevisionId == null) return { articleId, version };
  if (version == null && baseRevisionId != null) return { articleId, baseRevisionId };
  const message = 'Give either version or baseRevisionId.';
  throw badUserInput(['version', 'baseRevisionId'].map((field) => ({ path: ['input', field], message })));
}
