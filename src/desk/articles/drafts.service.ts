// Writing: from an input to the next revision, and none where nothing changed. Whether it may be written, and what becomes
// of the article's state, is WorkflowService's.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { CurrentArticle } from '../review-states/current-articles.js';
import {
  EMPTY_CONTENT,
  mergeContent,
  normalized,
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
import { databaseNow } from '../review-states/database-now.js';
import { HistoryWriter } from '../review-states/events.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import type { TransitionSubject } from '../review-states/transition-subject.js';
import { assertReferences } from '../slugs/references.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { claimSlug } from '../slugs/slugs.js';
import { articleInput } from './article.input.js';
import { addBylineOwners } from './byline-owners.js';
import { MarkdownService, type StoredBody } from './markdown.service.js';
import { contentOf, releaseOtherSlugs, articleSlug, writeRevision } from './revision.writer.js';

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
      () => this.markdown.render(actor, input.body ?? '', articleId, true),
    );
    await assertReferences(this.database, draft);
    return this.database.$transaction(async (tx) => {
      const now = await databaseNow(tx);
      const byline = draft.authorIds ? null : await tx.author.findUnique({ where: { userId: actor.id } });
      const article = await tx.article.create({
        data: {
          id: articleId,
          createdById: actor.id,
          createdAt: now,
          updatedAt: now,
          stateSince: now,
          owners: { create: { userId: actor.id } },
        },
      });
      const content = mergeContent(EMPTY_CONTENT, {
        ...draft,
        authorIds: draft.authorIds ?? (byline ? [byline.id] : []),
      });
      const slug = await articleSlug(tx, article.id, draft.slug, { title: content.title, kept: '' });
      const revisionId = await writeRevision(
        tx,
        { articleId: article.id, number: 1, by: actor.id, at: now },
        { ...content, slug },
        rendered,
      );
      const context = { tx, article, actor, now };
      await addBylineOwners(this.history, context, content.authorIds, revisionId);
      await this.history.append(tx, {
        articleId: article.id,
        name: 'CREATE',
        fromState: null,
        toState: article.reviewState,
        revisionId,
        byId: actor.id,
        at: now,
      });
      return { ...article, asOf: now };
    });
  }

  async save(actor: Actor, input: SaveDraftInput): Promise<CurrentArticle> {
    const { articleId, body } = input;
    const [draft, subject, rendered] = await collectErrors(
      () => parseInput(articleInput, input),
      () => savedSubject(input),
      () => (body === undefined ? undefined : this.markdown.render(actor, body ?? '', articleId)),
    );
    await assertReferences(this.database, draft);
    return this.workflow.perform(actor, 'EDIT', subject, {
      write: async (context) => {
        const { tx, article } = context;
        await discardAutosave(tx, actor.id, article.id);
        const current = await contentOf(tx, article.id, article.workingNumber);
        const content = mergeContent(current, draft);
        const names = { title: content.title, kept: current.slug };
        const slug = await articleSlug(tx, article.id, draft.slug, names);
        return writeNext(this.history, context, current, { ...content, slug }, rendered);
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
          await discardAutosave(tx, actor.id, article.id);
          const current = await contentOf(tx, article.id, article.workingNumber);
          const content = await contentOf(tx, article.id, input.number);
          // Where another article has the old slug now, the content comes back under the current one.
          const isFree = content.slug !== '' && (await claimSlug(tx, 'article', article.id, content.slug));
          return writeNext(this.history, context, current, {
            ...content,
            slug: isFree ? content.slug : current.slug,
          });
        },
      },
    );
  }
}

/** @returns the next revision; undefined where it would say what the working copy says already */
async function writeNext(
  history: HistoryWriter,
  context: TransitionContext,
  current: RevisionContent,
  content: RevisionContent,
  rendered?: StoredBody,
): Promise<WrittenRevision | undefined> {
  const { tx, article, actor, now } = context;
  // Older revisions may have line ends that inputs lose: a text that comes back untouched is no change.
  if (contentHash(normalized(content)) === contentHash(normalized(current))) return undefined;
  const number = article.workingNumber + 1;
  const revision = { articleId: article.id, number, by: actor.id, at: now };
  const id = await writeRevision(tx, revision, content, rendered);
  await releaseOtherSlugs(tx, article.id, content.slug);
  const added = content.authorIds.filter((authorId) => !current.authorIds.includes(authorId));
  await addBylineOwners(history, context, added, id);
  return { id, number };
}

/** @throws BAD_USER_INPUT unless the input names just one: the version, or the revision that was edited */
function savedSubject({ articleId, version, baseRevisionId }: SaveDraftInput): TransitionSubject {
  if (version != null && baseRevisionId == null) return { articleId, version };
  if (version == null && baseRevisionId != null) return { articleId, baseRevisionId };
  const message = 'Give either version or baseRevisionId.';
  throw badUserInput(['version', 'baseRevisionId'].map((field) => ({ path: ['input', field], message })));
}
