// Reads the content of a revision for those who write the next one, without what a renderer made of it.
import sql, { type Sql } from 'sql-template-tag';
import { columnsOf } from '../../database/columns.js';
import type { DeskDatabase } from '../../database/desk.database.js';
import type { Transaction } from '../../database/transaction.js';
import { CONTENT_COLUMNS, type RevisionContent } from '../../domain/article-fields.js';
import { notFound } from '../../domain/errors.js';
import { missingReferences, type MissingReferences, type References } from '../slugs/references.js';

export interface StoredRevision {
  readonly id: string;
  /** The number of the renderer of its body. */
  readonly renderer: number;
  /** A tag or an author that was merged is the one that it was merged into; a deleted one is left out. */
  readonly content: RevisionContent;
}

type Row = Omit<StoredRevision, 'content'> & RevisionContent;

/** For SELECT: a Row of a revision `r`. */
const STORED: Sql = sql`r.id, r.renderer, ${columnsOf('r', CONTENT_COLUMNS)},
  ARRAY(SELECT coalesce(t.merged_into_id, t.id) FROM desk.revision_authors ra JOIN desk.authors t ON t.id = ra.author_id
        WHERE ra.revision_id = r.id AND t.deleted_at IS NULL ORDER BY ra.position) AS "authorIds",
  ARRAY(SELECT coalesce(t.merged_into_id, t.id) FROM desk.revision_tags rt JOIN desk.tags t ON t.id = rt.tag_id
        WHERE rt.revision_id = r.id AND t.deleted_at IS NULL ORDER BY rt.position) AS "tagIds"`;

const storedOf = ({ id, renderer, authorIds, tagIds, ...texts }: Row): StoredRevision => ({
  id,
  renderer,
  content: { ...texts, authorIds: [...new Set(authorIds)], tagIds: [...new Set(tagIds)] },
});

/** @throws NOT_FOUND */
export async function storedRevision(
  tx: Transaction,
  articleId: string,
  number: number,
): Promise<StoredRevision> {
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT ${STORED} FROM desk.revisions r WHERE r.article_id = ${articleId} AND r.number = ${number}`);
  if (row === undefined) throw notFound();
  return storedOf(row);
}

/** What a save begins with, read before its transaction. */
export interface SaveBasis extends MissingReferences {
  /** undefined where there is no such article. */
  readonly working: StoredRevision | undefined;
}

/** Whoever uses `working` has to see, under the article's lock, that it still is the working copy: then its texts are the same. */
export async function saveBasis(
  database: DeskDatabase,
  articleId: string,
  references: References,
): Promise<SaveBasis> {
  const [row] = await database.$queryRaw<[MissingReferences & (Row | { readonly id: null })]>(sql`
    SELECT ${missingReferences(references)}, working.*
    FROM (SELECT) once LEFT JOIN (
      SELECT ${STORED} FROM desk.articles a
      JOIN desk.revisions r ON r.article_id = a.id AND r.number = a.working_number
      WHERE a.id = ${articleId}
    ) working ON true`);
  const { missingAuthors, missingTags, ...working } = row;
  return { missingAuthors, missingTags, working: working.id === null ? undefined : storedOf(working) };
}
