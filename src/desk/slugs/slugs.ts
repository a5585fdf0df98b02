// Who has which slug, among articles, among tags, among authors; former slugs count. The tables' keys decide it, in the
// caller's transaction, so no two can have the same. How a slug is made and numbered is in domain/slug.ts.
import sql, { raw } from 'sql-template-tag';
import { taken } from '../../domain/errors.js';
import { nextFreeSlug, numberedSlug } from '../../domain/slug.js';
import type { Transaction } from '../../database/transaction.js';

export type SlugKind = 'article' | 'tag' | 'author';

const TABLES = {
  article: { table: raw('desk.article_slugs'), owner: raw('article_id') },
  tag: { table: raw('desk.tag_slugs'), owner: raw('tag_id') },
  author: { table: raw('desk.author_slugs'), owner: raw('author_id') },
} as const;

/** How many numbers are looked at first; each further attempt looks at twice as many. */
const FIRST_CANDIDATES = 64;
const MAX_ATTEMPTS = 10;

/**
 * The slug that was given, or where none was, a free one made from `base`. The owner's row must be there already.
 * @throws CONFLICT where the given one is another's
 */
export async function slugFor(
  tx: Transaction,
  kind: SlugKind,
  ownerId: string,
  given: string | null | undefined,
  base: string,
): Promise<string> {
  if (given == null) return claimFreeSlug(tx, kind, ownerId, base);
  if (await claimSlug(tx, kind, ownerId, given)) return given;
  throw taken(['input', 'slug'], `The slug ${given} is taken.`);
}

/** Whether it is the owner's from now on: it was free, or the owner's already. Waits for another transaction that claims it. */
export async function claimSlug(
  tx: Transaction,
  kind: SlugKind,
  ownerId: string,
  slug: string,
): Promise<boolean> {
  const { table, owner } = TABLES[kind];
  const held = await tx.$queryRaw<unknown[]>(sql`
    WITH claimed AS (
      INSERT INTO ${table} (slug, ${owner}) VALUES (${slug}, ${ownerId}) ON CONFLICT DO NOTHING RETURNING slug
    )
    SELECT slug FROM claimed UNION ALL SELECT slug FROM ${table} WHERE slug = ${slug} AND ${owner} = ${ownerId}`);
  return held.length === 1;
}

/**
 * `base`, or the first of base-2, base-3 … that is free or the owner's already.
 * @throws CONFLICT where tens of thousands have that name
 */
export async function claimFreeSlug(
  tx: Transaction,
  kind: SlugKind,
  ownerId: string,
  base: string,
): Promise<string> {
  // Mostly nobody has it.
  if (await claimSlug(tx, kind, ownerId, base)) return base;
  const { table, owner } = TABLES[kind];
  // One after the other, so that each sees what the one before it took, instead of all running for the same number.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`copydesk.slug.${kind}.${base}`}, 0))`;
  for (let attempt = 0, reach = FIRST_CANDIDATES; attempt < MAX_ATTEMPTS; attempt++, reach *= 2) {
    // Each candidate is found in the key's index, which a pattern would not use in most collations.
    const candidates = Array.from({ length: reach }, (_, i) => numberedSlug(base, i + 1));
    const others = await tx.$queryRaw<{ slug: string }[]>(
      sql`SELECT slug FROM ${table} WHERE slug = ANY (${candidates}::text[]) AND ${owner} <> ${ownerId}`,
    );
    const slug = nextFreeSlug(
      base,
      others.map((row) => row.slug),
    );
    if (await claimSlug(tx, kind, ownerId, slug)) return slug;
  }
  throw taken(['input', 'slug'], `No number makes the slug ${base} free.`);
}
