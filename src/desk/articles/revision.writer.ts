// Writes revisions: rendered once, immutable afterwards. revision.queries.ts reads them.
import sql from 'sql-template-tag';
import type { RenderedBody } from '../../content/render-markdown.js';
import { columnsOf } from '../../database/columns.js';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { CONTENT_COLUMNS, type RevisionContent } from '../../domain/article-fields.js';
import { contentHash } from '../../domain/content-hash.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { slugFrom } from '../../domain/slug.js';
import type { Transaction } from '../../database/transaction.js';
import { slugFor } from '../slugs/slugs.js';
import { RENDERED } from './markdown.service.js';

/** The content of a revision, merged tags named by the tag that they were merged into. */
export async function contentOf(
  tx: Transaction,
  articleId: string,
  number: number,
): Promise<RevisionContent> {
  const [content] = await tx.$queryRaw<RevisionContent[]>(sql`
    SELECT ${columnsOf('r', CONTENT_COLUMNS)},
      ARRAY(SELECT author_id FROM desk.revision_authors WHERE revision_id = r.id ORDER BY position) AS "authorIds",
      ARRAY(SELECT coalesce(t.merged_into_id, t.id) FROM desk.revision_tags rt JOIN desk.tags t ON t.id = rt.tag_id
            WHERE rt.revision_id = r.id ORDER BY rt.position) AS "tagIds"
    FROM desk.revisions r WHERE r.article_id = ${articleId} AND r.number = ${number}`);
  if (content === undefined) throw notFound();
  return { ...content, tagIds: [...new Set(content.tagIds)] };
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
  rendered?: RenderedBody,
): Promise<string> {
  const { articleId } = revision;
  const revisionId = newId('Revision');
  const where = { articleId, body: content.body };
  await tx.revision
    .create({
      data: {
        ...content,
        ...(rendered ?? (await tx.revision.findFirstOrThrow({ where, select: RENDERED }))),
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
  return revisionId;
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
