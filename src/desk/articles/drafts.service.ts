// Writing: from an input to the next revision, and none where nothing changed. Whether it may be written, and what
// becomes of the article's state, is TransitionsService's.
import { Injectable } from '@nestjs/common';
import type { RenderedBody } from '../../content/render-markdown.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { contentHash, type RevisionContent } from '../../domain/content-hash.js';
import { notFound, type FieldFault } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { allAcceptable } from '../../graphql/all-faults.js';
import type { Actor } from '../../graphql/context.js';
import type {
  CreateArticleInput,
  RestoreRevisionInput,
  SaveDraftInput,
} from '../../graphql/generated/desk.js';
import { acceptable } from '../../graphql/input.js';
import { databaseNow } from '../review-states/database-now.js';
import { recordEvent, type Decision } from '../review-states/decision.js';
import { TransitionsService } from '../review-states/transitions.service.js';
import { articleInput, type AcceptableArticle } from './article.input.js';
import { BodiesService } from './bodies.service.js';
import { contentOf, releaseOtherSlugs, articleSlug, writeRevision } from './revision.writer.js';

const NOTHING: RevisionContent = {
  title: '',
  slug: '',
  excerpt: null,
  body: '',
  authorIds: [],
  tagIds: [],
  seoTitle: null,
  seoDescription: null,
  canonicalUrl: null,
};

@Injectable()
export class DraftsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly transitions: TransitionsService,
    private readonly bodies: BodiesService,
  ) {}

  async create(actor: Actor, input: CreateArticleInput): Promise<Article> {
    const [draft, rendered] = await allAcceptable(
      () => acceptable(articleInput, input),
      () => this.bodies.rendered(input.body ?? ''),
    );
    await this.assertFound(draft);
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
      const content = merged(NOTHING, {
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
      await recordEvent({ tx, article, now, actor }, { name: 'CREATE', toState: 'DRAFT', revisionId });
      return article;
    });
  }

  async save(actor: Actor, input: SaveDraftInput): Promise<Article> {
    const { articleId, body } = input;
    const [draft, rendered] = await allAcceptable(
      () => acceptable(articleInput, input),
      () => (body === undefined ? undefined : this.bodies.rendered(body ?? '', articleId)),
    );
    await this.assertFound(draft);
    return this.transitions.decide(actor, input, (decision) =>
      this.edit(
        decision,
        async (current) => {
          const content = merged(current, draft);
          const slug = await articleSlug(decision.tx, decision.article.id, draft.slug, {
            title: content.title,
            kept: current.slug,
          });
          return { ...content, slug };
        },
        rendered,
      ),
    );
  }

  async restore(actor: Actor, input: RestoreRevisionInput): Promise<Article> {
    const revision = { field: 'number', where: { number: input.number } };
    return this.transitions.decide(actor, { ...input, revision }, (decision) =>
      this.edit(decision, async (current) => {
        const { tx, article } = decision;
        const content = await contentOf(tx, article.id, input.number);
        const slug = await articleSlug(tx, article.id, content.slug || undefined, {
          title: content.title,
          kept: current.slug,
        });
        return { ...content, slug };
      }),
    );
  }

  private async edit(
    decision: Decision,
    next: (current: RevisionContent) => Promise<RevisionContent>,
    rendered?: RenderedBody,
  ): Promise<Article> {
    const { tx, article, actor, now } = decision;
    this.transitions.check(decision, 'EDIT');
    const current = await contentOf(tx, article.id, article.workingNumber);
    const content = await next(current);
    if (contentHash(content) === contentHash(current)) return article;
    const number = article.workingNumber + 1;
    const id = await writeRevision(
      tx,
      { articleId: article.id, number, by: actor.id, at: now },
      content,
      rendered,
    );
    await releaseOtherSlugs(tx, article.id, content.slug);
    return this.transitions.apply(decision, 'EDIT', { written: { id, number } });
  }

  /** @throws NOT_FOUND with every author and tag that there is not */
  private async assertFound({ authorIds = [], tagIds = [] }: AcceptableArticle): Promise<void> {
    if (authorIds.length + tagIds.length === 0) return;
    const [authors, tags] = await Promise.all([
      this.database.author.findMany({ where: { id: { in: authorIds } }, select: { id: true } }),
      this.database.tag.findMany({ where: { id: { in: tagIds }, mergedIntoId: null }, select: { id: true } }),
    ]);
    const missing = [...missingOf('authorIds', authorIds, authors), ...missingOf('tagIds', tagIds, tags)];
    if (missing.length > 0) throw notFound(missing);
  }
}

const missingOf = (field: string, ids: readonly string[], found: readonly { id: string }[]): FieldFault[] =>
  ids.flatMap((id, i) =>
    found.some((row) => row.id === id)
      ? []
      : [{ path: ['input', field, i], message: `Nothing has the id ${id}.` }],
  );

/** A field left out stays as it is. */
function merged(current: RevisionContent, draft: AcceptableArticle): RevisionContent {
  const seo = draft.seo === null ? { title: null, description: null, canonicalUrl: null } : draft.seo;
  const keep = <T>(given: T | undefined, had: T): T => (given === undefined ? had : given);
  return {
    title: keep(draft.title, current.title),
    slug: current.slug,
    excerpt: keep(draft.excerpt, current.excerpt),
    body: keep(draft.body, current.body),
    authorIds: keep(draft.authorIds, current.authorIds),
    tagIds: keep(draft.tagIds, current.tagIds),
    seoTitle: keep(seo?.title, current.seoTitle),
    seoDescription: keep(seo?.description, current.seoDescription),
    canonicalUrl: keep(seo?.canonicalUrl, current.canonicalUrl),
  };
}
