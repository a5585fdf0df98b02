// Writing: from an input to the next revision, and none where nothing changed. Whether it may be written, and what becomes
// of the article's state, is WorkflowService's.
import { Injectable } from '@nestjs/common';
import type { RenderedBody } from '../../content/render-markdown.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { EMPTY_CONTENT, mergeContent, type RevisionContent } from '../../domain/article-fields.js';
import { contentHash } from '../../domain/content-hash.js';
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
import { appendEvent } from '../review-states/events.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import { assertReferences } from '../slugs/references.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { articleInput } from './article.input.js';
import { MarkdownService } from './markdown.service.js';
import { contentOf, releaseOtherSlugs, articleSlug, writeRevision } from './revision.writer.js';

@Injectable()
export class DraftsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
    private readonly markdown: MarkdownService,
  ) {}

  async create(actor: Actor, input: CreateArticleInput): Promise<Article> {
    const [draft, rendered] = await collectErrors(
      () => parseInput(articleInput, input),
      () => this.markdown.render(actor, input.body ?? ''),
    );
    await assertReferences(this.database, draft);
    return this.database.$transaction(async (tx) => {
      const now = await databaseNow(tx);
      const byline = draft.authorIds ? null : await tx.author.findUnique({ where: { userId: actor.id } });
      const article = await tx.article.create({
        data: {
          id: newId('Article'),
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
      await appendEvent(tx, {
        articleId: article.id,
        name: 'CREATE',
        fromState: null,
        toState: article.reviewState,
        revisionId,
        byId: actor.id,
        at: now,
      });
      return article;
    });
  }

  async save(actor: Actor, input: SaveDraftInput): Promise<Article> {
    const { articleId, body } = input;
    const [draft, rendered] = await collectErrors(
      () => parseInput(articleInput, input),
      () => (body === undefined ? undefined : this.markdown.render(actor, body ?? '', articleId)),
    );
    await assertReferences(this.database, draft);
    return this.workflow.perform(actor, 'EDIT', input, {
      write: async (context) => {
        const { tx, article } = context;
        await discardAutosave(tx, actor.id, article.id);
        const current = await contentOf(tx, article.id, article.workingNumber);
        const content = mergeContent(current, draft);
        const names = { title: content.title, kept: current.slug };
        const slug = await articleSlug(tx, article.id, draft.slug, names);
        return writeNext(context, current, { ...content, slug }, rendered);
      },
    });
  }

  async restore(actor: Actor, input: RestoreRevisionInput): Promise<Article> {
    const revision = { field: 'number', where: { number: input.number } };
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
          const names = { title: content.title, kept: current.slug };
          const slug = await articleSlug(tx, article.id, content.slug || undefined, names);
          return writeNext(context, current, { ...content, slug });
        },
      },
    );
  }
}

/** @returns the next revision; undefined where it would say what the working copy says already */
async function writeNext(
  { tx, article, actor, now }: TransitionContext,
  current: RevisionContent,
  content: RevisionContent,
  rendered?: RenderedBody,
): Promise<WrittenRevision | undefined> {
  if (contentHash(content) === contentHash(current)) return undefined;
  const number = article.workingNumber + 1;
  const revision = { articleId: article.id, number, by: actor.id, at: now };
  const id = await writeRevision(tx, revision, content, rendered);
  await releaseOtherSlugs(tx, article.id, content.slug);
  return { id, number };
}
