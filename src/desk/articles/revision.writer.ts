// Writes revisions: immutable afterwards, but for what a later renderer makes of the body. revision.queries.ts and stored-revision.ts read them.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { CONTENT_COLUMNS, type ContentColumn, type RevisionContent } from '../../domain/article-fields.js';
import { contentHash } from '../../domain/content-hash.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { slugFrom } from '../../domain/slug.js';
import type { Transaction } from '../../database/transaction.js';
import { type HashedRevision, microseconds } from '../../history/hashes.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import { slugFor } from '../slugs/slugs.js';
import type { RenderedBodyOrSame, StoredBody } from './markdown.service.js';

/** The columns of a revision that hold its rendered body. */
const RENDERED_COLUMNS: Readonly<Record<keyof StoredBody, string>> = {
  html: 'html',
  text: 'text',
  opening: 'opening',
  wordCount: 'word_count',
  readingMinutes: 'reading_minutes',
  renderer: 'renderer',
};

/** For Prisma's `select`. */
const CONTENT_FIELDS = Object.fromEntries(
  Object.keys(CONTENT_COLUMNS).map((field) => [field, true]),
) as Record<ContentColumn, true>;

interface NewRevision {
  readonly articleId: string;
  readonly number: number;
  /** The maker's user id. */
  readonly by: string;
  readonly at: Date;
}

/**
 * @param also statements of the same save that change other tables than revisions'
 * @returns what the hash of an event about it needs
 * @throws NOT_FOUND where an author or a tag was deleted since it was looked for; BAD_USER_INPUT
 */
export async function writeRevision(
  tx: Transaction,
  { articleId, number, by, at }: NewRevision,
  content: RevisionContent,
  body: RenderedBodyOrSame,
  also: readonly Sql[] = [],
): Promise<HashedRevision> {
  const id = newId('Revision');
  const hash = contentHash(content);
  const { authorIds, tagIds } = content;
  const values: Record<string, Sql> = {
    id: sql`${id}`,
    article_id: sql`${articleId}`,
    number: sql`${number}::int`,
    content_hash: sql`${hash}`,
    created_by_id: sql`${by}`,
    created_at: sql`${at}::timestamptz`,
  };
  for (const [field, column] of Object.entries(CONTENT_COLUMNS)) {
    values[column] = sql`${content[field as ContentColumn]}`;
  }
  const isSame = 'sameAsRevision' in body;
  for (const [field, column] of Object.entries(RENDERED_COLUMNS)) {
    values[column] = isSame ? raw(`same.${column}`) : sql`${body[field as keyof StoredBody]}`;
  }
  const same = isSame ? sql`FROM desk.revisions same WHERE same.id = ${body.sameAsRevision}` : empty;
  const [written] = await tx
    .$queryRaw<[{ named: number }]>(
      sql`
      WITH revision AS (
        INSERT INTO desk.revisions (${raw(Object.keys(values).join(', '))}) SELECT ${join(Object.values(values))} ${same}
      ), authors AS (${insertNamed('author', id, authorIds)}), tags AS (${insertNamed('tag', id, tagIds)})
      ${join([empty, ...also.map((statement, i) => sql`${raw(`also${i}`)} AS (${statement})`)], ', ')}
      SELECT (SELECT count(*) FROM authors)::int + (SELECT count(*) FROM tags)::int AS named`,
    )
    .catch(tooManyWords);
  if (written.named < authorIds.length + tagIds.length) throw notFound();
  const createdAt = microseconds(at);
  return { id, articleId, number, contentHash: hash, isCopy: false, createdById: by, createdAt };
}

/** A deletion waits for revisions that name what it deletes; what was deleted before is left out. */
const insertNamed = (kind: 'author' | 'tag', revisionId: string, ids: readonly string[]): Sql => sql`
  INSERT INTO desk.${raw(`revision_${kind}s`)} (revision_id, position, ${raw(`${kind}_id`)})
  SELECT ${revisionId}, named.position - 1, t.id
  FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS named (id, position)
  JOIN desk.${raw(`${kind}s`)} t ON t.id = named.id
  WHERE t.deleted_at IS NULL
  FOR KEY SHARE OF t
  RETURNING position`;

/**
 * Makes the next revision of another one's content, of which nobody counts as the writer.
 * @param slug another than the copied revision's
 */
export async function copyRevision(
  { tx, article, actor, now, chain }: TransitionContext,
  copiedId: string,
  slug?: string,
): Promise<WrittenRevision> {
  const id = newId('Revision');
  const number = article.workingNumber + 1;
  const hash = slug === undefined ? sql`copied.content_hash` : sql`${await hashUnder(tx, copiedId, slug)}`;
  const texts = Object.values({ ...CONTENT_COLUMNS, ...RENDERED_COLUMNS }).filter((name) => name !== 'slug');
  const columns = raw(texts.join(', '));
  const [written] = await tx.$queryRaw<[{ contentHash: string }]>(sql`
    WITH revision AS (
      INSERT INTO desk.revisions (${columns}, slug, content_hash, id, article_id, number, created_by_id, created_at, is_copy)
      SELECT ${columns}, ${slug === undefined ? sql`copied.slug` : sql`${slug}`}, ${hash}, ${id}, copied.article_id,
        ${number}::int, ${actor.id}, ${now}::timestamptz, true
      FROM desk.revisions copied WHERE copied.id = ${copiedId}
      RETURNING content_hash
    ), authors AS (
      INSERT INTO desk.revision_authors (revision_id, position, author_id)
      SELECT ${id}, position, author_id FROM desk.revision_authors WHERE revision_id = ${copiedId}
    ), tags AS (
      INSERT INTO desk.revision_tags (revision_id, position, tag_id)
      SELECT ${id}, position, tag_id FROM desk.revision_tags WHERE revision_id = ${copiedId}
    )
    SELECT content_hash AS "contentHash" FROM revision`);
  const by = { articleId: article.id, createdById: actor.id, createdAt: microseconds(now) };
  chain.revisions.push({ ...by, id, number, contentHash: written.contentHash, isCopy: true });
  return { id, number };
}

/** The hash of a revision's content as it would be under another slug. */
async function hashUnder(tx: Transaction, revisionId: string, slug: string): Promise<string> {
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const { authors, tags, ...texts } = await tx.revision.findUniqueOrThrow({
    where: { id: revisionId },
    select: {
      ...CONTENT_FIELDS,
      authors: { select: { authorId: true }, ...inOrder },
      tags: { select: { tagId: true }, ...inOrder },
    },
  });
  const [authorIds, tagIds] = [authors.map(({ authorId }) => authorId), tags.map(({ tagId }) => tagId)];
  return contentHash({ ...texts, authorIds, tagIds, slug });
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
  // The working copy's is the article's already.
  if (wanted === undefined && kept !== '') return kept;
  if (wanted == null && title === '') return '';
  return slugFor(tx, 'article', articleId, wanted, slugFrom(title) || 'article');
}

/** A statement: slugs that no reader has ever been given become free for others; those of publications stay for good. */
export const releaseOtherSlugs = (articleId: string, slug: string): Sql => sql`
  DELETE FROM desk.article_slugs
  WHERE article_id = ${articleId} AND slug <> ${slug} AND slug NOT IN (
    SELECT r.slug FROM desk.publications p JOIN desk.revisions r ON r.id = p.revision_id
    WHERE p.article_id = ${articleId})`;
