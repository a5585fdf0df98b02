// Articles carry copies of the names of their tags and authors. Those of an earlier name are rewritten here, behind the change that
// the views show at once: what readers see stays as it is.
import type { PrismaClient } from '../database/generated/prisma/client.js';
import type { Transaction } from '../database/transaction.js';
import { movesListings } from './merged-listings.js';

export interface Renamed {
  readonly id: string;
  /** Of its last change, as PostgreSQL writes it. */
  readonly at: string;
}

/** The tags and authors that articles may still carry under an earlier name. */
export const findRenamed = (database: PrismaClient): Promise<Renamed[]> =>
  database.$queryRaw`SELECT id, at::text FROM delivery.renamed ORDER BY at`;

interface Batch {
  /** Where the next one begins; null where there is none. */
  readonly last: string | null;
  /** Rows that somebody else has locked. */
  readonly skipped: number;
}

/**
 * Rewrites the copies in a batch of the articles that carry it. Of what is merged or deleted, it removes their listings too. It takes no
 * lock of publishing, and waits for nobody: a publication waits for a batch only where it is of one of its articles.
 * @param after `last` of the batch before, or ''
 * @param limit rows
 */
export const rewriteBatch = (
  database: PrismaClient,
  id: string,
  after: string,
  limit: number,
): Promise<Batch> =>
  database.$transaction(async (tx) => {
    if (!(await lockRewriting(tx))) return { last: null, skipped: limit };
    const listed = await tx.$queryRaw<{ publicationId: string }[]>`
      SELECT publication_id AS "publicationId" FROM delivery.listings
      WHERE list_id = ${id} AND publication_id > ${after} ORDER BY publication_id LIMIT ${limit}`;
    const ids = listed.map(({ publicationId }) => publicationId);
    const locked = await tx.$queryRaw<{ publicationId: string }[]>`
      SELECT publication_id AS "publicationId" FROM delivery.articles
      WHERE publication_id = ANY (${ids}::text[]) FOR NO KEY UPDATE SKIP LOCKED`;
    const held = locked.map(({ publicationId }) => publicationId);
    await rewrite(tx, held);
    await removeListings(tx, id, held);
    return { last: ids.at(-1) ?? null, skipped: ids.length - held.length };
  });

/** One server does it at a time. */
async function lockRewriting(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('copydesk.renamed')) AS locked`;
  return row?.locked ?? false;
}

const rewrite = (tx: Transaction, publicationIds: readonly string[]) => tx.$executeRaw`
  UPDATE delivery.articles a
  SET tags = c.tags, tag_ids = c.tag_ids, authors = c.authors, author_ids = c.author_ids
  FROM delivery.current_articles c
  WHERE a.publication_id = ANY (${[...publicationIds]}::text[]) AND c.publication_id = a.publication_id
    AND (a.tags, a.tag_ids, a.authors, a.author_ids) IS DISTINCT FROM (c.tags, c.tag_ids, c.authors, c.author_ids)`;

/** Where nothing has the id any more. */
async function removeListings(tx: Transaction, id: string, publicationIds: readonly string[]): Promise<void> {
  await movesListings(tx, true);
  await tx.$executeRaw`
    DELETE FROM delivery.listings WHERE list_id = ${id} AND publication_id IN (
      SELECT publication_id FROM delivery.listings
      WHERE list_id = ${id} AND publication_id = ANY (${[...publicationIds]}::text[])
        AND NOT EXISTS (SELECT FROM delivery.tags WHERE id = ${id})
        AND NOT EXISTS (SELECT FROM delivery.authors WHERE id = ${id})
      FOR UPDATE SKIP LOCKED)`;
}

/** No article carries an earlier name, unless it was changed again meanwhile: then it stays, for the next run. */
export const forgetRenamed = (database: PrismaClient, { id, at }: Renamed) =>
  database.$executeRaw`DELETE FROM delivery.renamed WHERE id = ${id} AND at::text = ${at}`;
