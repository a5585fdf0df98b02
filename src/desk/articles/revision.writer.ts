// Writes revisions: immutable afterwards, but for what a later renderer makes of the body. revision.queries.ts reads them.
import sql from 'sql-template-tag';
import { columnsOf } from '../../database/columns.js';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { CONTENT_COLUMNS, type RevisionContent } from '../../domain/article-fields.js';
import { contentHash } from '../../domain/content-hash.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { slugFrom } from '../../domain/slug.js';
import type { Transaction } from '../../database/transaction.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import { slugFor } from '../slugs/slugs.js';
import { RENDERED, type StoredBody } from './markdown.service.js';

/** The content of a revision. A tag or an author that was merged is the one that it was merged into; a deleted one is left out. */
export async function contentOf(
  tx: Transaction,
  articleId: string,
  number: number,
): Promise<RevisionContent> {
  const [content] = await tx.$queryRaw<RevisionContent[]>(sql`
    SELECT ${columnsOf('r', CONTENT_COLUMNS)},
      ARRAY(SELECT coalesce(t.merged_into_id, t.id) FROM desk.revision_authors ra JOIN desk.authors t ON t.id = ra.author_id
            WHERE ra.revision_id = r.id AND t.deleted_at IS NULL ORDER BY ra.position) AS "authorIds",
      ARRAY(SELECT coalesce(t.merged_into_id, t.id) FROM desk.revision_tags rt JOIN desk.tags t ON t.id = rt.tag_id
            WHERE rt.revision_id = r.id AND t.deleted_at IS NULL ORDER BY rt.position) AS "tagIds"
    FROM desk.revisions r WHERE r.article_id = ${articleId} AND r.number = ${number}`);
  if (content === undefined) throw notFound();
  return { ...content, authorIds: [...new Set(content.authorIds)], tagIds: [...new Set(content.tagIds)] };
}

/**
 * @param revision by: the maker's user id
 * @param rendered its body; without it, a revision of the article has had that body before
 * @returns its id
 * @throws NOT_FOUND, BAD_USER_INPUT
 */
export async function writeRevision(
  tx: Transaction,
  revision: { readonly articleId: string; readonly number: number; readonly by: string; readonly at: Date },
  { authorIds, tagIds, ...content }: RevisionContent,
  rendered?: StoredBody,
): Promise<string> {
  const { articleId } = revision;
  const revisionId = newId('Revision');
  const where = { articleId, body: content.body };
  const before = { where, orderBy: { renderer: 'desc' }, select: RENDERED } as const;
  await tx.revision
    .create({
      data: {
        ...content,
        ...(rendered ?? (await tx.revision.findFirstOrThrow(before))),
        id: revisionId,
        articleId,
        number: revision.number,
        contentHash: contentHash({ authorIds, tagIds, ...content }),
        createdById: revision.by,
        createdAt: revision.at,
      },
      select: { id: true },
    })
    .catch(tooManyWords);
  try {
    await tx.revisionAuthor.createMany({
      data: authorIds.map((authorId, position) => ({ revisionId, authorId, position })),
    });
    await tx.revisionTag.createMany({
      data: tagIds.map((tagId, position) => ({ revisionId, tagId, position })),
    });
  } catch (error) {
    // One of them was deleted since it was looked for.
    throw constraintErrorOf(error) === 'MISSING_OR_IN_USE' ? notFound() : error;
  }
  await assertKept(tx, authorIds, tagIds);
  return revisionId;
}

/** @throws NOT_FOUND where one of them was deleted since it was looked for: deletion waits for revisions that name it */
async function assertKept(
  tx: Transaction,
  authorIds: readonly string[],
  tagIds: readonly string[],
): Promise<void> {
  const deleted = await tx.$queryRaw<unknown[]>(sql`
    SELECT FROM desk.authors WHERE id = ANY (${[...authorIds]}::text[]) AND deleted_at IS NOT NULL
    UNION ALL SELECT FROM desk.tags WHERE id = ANY (${[...tagIds]}::text[]) AND deleted_at IS NOT NULL`);
  if (deleted.length > 0) throw notFound();
}

/**
 * Makes the next revision of another one's content, of which nobody counts as the writer.
 * @param slug another than the copied revision's
 * @throws NOT_FOUND
 */
export async function copyRevision(
  { tx, article, actor, now }: TransitionContext,
  copiedId: string,
  slug?: string,
): Promise<WrittenRevision> {
  const { authors, tags, ...copied } = await tx.revision.findUniqueOrThrow({
    where: { id: copiedId },
    include: {
      authors: { select: { position: true, authorId: true }, orderBy: { position: 'asc' } },
      tags: { select: { position: true, tagId: true }, orderBy: { position: 'asc' } },
    },
  });
  const id = newId('Revision');
  const number = article.workingNumber + 1;
  const ids = { authorIds: authors.map((row) => row.authorId), tagIds: tags.map((row) => row.tagId) };
  const renamed = slug === undefined ? {} : { slug, contentHash: contentHash({ ...copied, ...ids, slug }) };
  await tx.revision.create({
    data: { ...copied, ...renamed, id, number, createdById: actor.id, createdAt: now, isCopy: true },
    select: { id: true },
  });
  await tx.revisionAuthor.createMany({ data: authors.map((row) => ({ ...row, revisionId: id })) });
  await tx.revisionTag.createMany({ data: tags.map((row) => ({ ...row, revisionId: id })) });
  return { id, number };
}

/** A tsvector holds 1 MB: enough for any prose that long, but not where all of it is hyphenated, in a script of 3 bytes. */
function tooManyWords(error: unknown): never {
  const message = 'body has more different words than can be searched.';
  throw constraintErrorOf(error) === 'BEYOND_LIMIT'
    ? badUserInput([{ path: ['input', 'body'], message }])
    : error;
}

/**
 * The slug that an article gets and holds from now on; '' while it has neither a title nor a given slug.
 * @param wanted a slug that was asked for; null for one made from the title; undefined to keep `kept`, where it has one
 * @throws CONFLICT where another article has the slug that was asked for
 */
export async function articleSlug(
  tx: Transaction,
  articleId: string,
  wanted: string | null | undefined,
  { title, kept }: { readonly title: string; readonly kept: string },
): Promise<string> {
  const given = wanted === undefined ? kept || null : wanted;
  if (given === null && title === '') return '';
  return slugFor(tx, 'article', articleId, given, slugFrom(title) || 'article');
}

/** Slugs that no reader has ever been given become free for others; those of publications stay for good. */
export async function releaseOtherSlugs(tx: Transaction, articleId: string, slug: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM desk.article_slugs
    WHERE article_id = ${articleId} AND slug <> ${slug} AND slug NOT IN (
      SELECT r.slug FROM desk.publications p JOIN desk.revisions r ON r.id = p.revision_id
      WHERE p.article_id = ${articleId})`;
}
