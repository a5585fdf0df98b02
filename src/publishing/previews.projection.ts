// The projection of previews: which there are, and of what. Delivery shows one only to a request that presents its id, and only
// until it expires or is removed. What finds the article is filled in by a trigger.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';

interface NewPreview {
  /** What opens it: nobody must be able to guess it. */
  readonly id: string;
  readonly byId: string;
  readonly expiresAt: Date;
}

/** One article as it would be if this revision were live now. */
export async function previewOfRevision(
  tx: Transaction,
  preview: NewPreview,
  revisionId: string,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO delivery.previews (id, by_id, expires_at, revision_id)
    VALUES (${preview.id}, ${preview.byId}, ${preview.expiresAt}, ${revisionId})`;
}

/**
 * Locks the tags and authors of a revision, of which a preview has copies. Somebody who renames one has it locked, and refreshes the
 * previews that are there: so this one is made before that, or with the new name. To be called before rows of previews are locked, which a
 * rename locks afterwards too.
 */
export async function lockNames(tx: Transaction, revisionId: string): Promise<void> {
  for (const kind of ['tag', 'author'] as const) {
    const table = raw(`desk.${kind}s`);
    // What others were merged into comes first, as in a merge.
    await tx.$executeRaw(sql`
      WITH named AS (
        SELECT t.id, t.merged_into_id FROM desk.${raw(`revision_${kind}s`)} r JOIN ${table} t ON t.id = r.${raw(`${kind}_id`)}
        WHERE r.revision_id = ${revisionId}
      )
      SELECT FROM ${table} WHERE id IN (SELECT id FROM named UNION SELECT merged_into_id FROM named)
      ORDER BY merged_into_id IS NOT NULL, id FOR SHARE`);
  }
}

/** The whole site as it was, or as it will be, at an instant. */
export async function previewAsOf(tx: Transaction, preview: NewPreview, asOf: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO delivery.previews (id, by_id, expires_at, as_of)
    VALUES (${preview.id}, ${preview.byId}, ${preview.expiresAt}, ${asOf})`;
}

/** Previews that have expired show nothing any more; this takes them out of the way. */
export async function forgetExpiredPreviews(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DELETE FROM delivery.previews WHERE expires_at <= now()`;
}

/**
 * Removes the previews whose makers can no longer see what they show: of one user whose role or activity has changed, or of one
 * article whose owners have. An active editor can see everything; an active writer, the articles that the writer owns.
 */
export async function removePreviewsWithoutRight(
  tx: Transaction,
  changed: { readonly userId: string } | { readonly articleId: string },
): Promise<void> {
  const scope: Sql =
    'userId' in changed ? sql`p.by_id = ${changed.userId}` : sql`p.article_id = ${changed.articleId}`;
  await tx.$executeRaw(sql`
    DELETE FROM delivery.previews p USING desk.users u
    WHERE ${scope} AND u.id = p.by_id AND NOT (
      u.active AND (
        u.role IN ('EDITOR', 'ADMIN')
        OR EXISTS (SELECT FROM desk.article_owners o WHERE o.article_id = p.article_id AND o.user_id = u.id)))`);
}

/** Previewed articles show a tag or an author as it is now. Before the lock of publishing: there may be a thousand of them. */
export async function refreshPreviews(tx: Transaction, kind: 'tag' | 'author', id: string): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE delivery.previews p
    SET tags = s.tags, tag_ids = s.tag_ids, authors = s.authors, author_ids = s.author_ids
    FROM desk.shaped_revisions s
    WHERE s.revision_id = p.revision_id AND ${id} = ANY (p.${raw(`${kind}_ids`)})`);
}
