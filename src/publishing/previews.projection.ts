// The projection of previews: what a preview shows is written to delivery once, when it is made, so that the delivery role can
// read it without ever reading the desk. Only a request that presents its id reads it, and only until it expires.
import type { Transaction } from '../database/transaction.js';

/** One article as it would be if this revision were live now. */
export async function previewOfRevision(
  tx: Transaction,
  preview: { readonly id: string; readonly expiresAt: Date },
  revisionId: string,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO delivery.previews (id, expires_at, article)
    SELECT ${preview.id}, ${preview.expiresAt}, to_jsonb(shaped) FROM (
      SELECT s.*, ${preview.id}::text AS publication_id,
        coalesce((SELECT min(published_at) FROM desk.publications p
                  WHERE p.article_id = s.article_id AND p.live_from <= now()), now()) AS published_at,
        now() AS live_from, 'infinity'::timestamptz AS live_until
      FROM desk.shaped_revisions s WHERE s.revision_id = ${revisionId}
    ) shaped`;
}

/** The whole site as it was, or as it will be, at an instant. */
export async function previewAsOf(
  tx: Transaction,
  preview: { readonly id: string; readonly expiresAt: Date },
  asOf: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO delivery.previews (id, expires_at, as_of) VALUES (${preview.id}, ${preview.expiresAt}, ${asOf})`;
}

/** Previews that have expired show nothing any more; this takes them out of the way. */
export async function forgetExpiredPreviews(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DELETE FROM delivery.previews WHERE expires_at <= now()`;
}
