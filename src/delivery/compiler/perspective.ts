// What a request sees: what is live now, or a preview. Here are the names of the relations that show either; what is in
// them, and until when a preview shows anything, is the database's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';

export type Perspective = 'live' | { readonly preview: string };

const NAMES = ['articles', 'listings', 'counts', 'tags', 'authors', 'slugs'] as const;

/** To be put after FROM or JOIN, with an alias. */
export type Relations = Readonly<Record<(typeof NAMES)[number], Sql>>;

const named = (prefix: string): Relations =>
  Object.fromEntries(NAMES.map((name) => [name, raw(`${prefix}${name}`)])) as Relations;

const LIVE = named('delivery.live_');
const PREVIEWED = named('previewed_');

export const relationsOf = (perspective: Perspective): Relations =>
  perspective === 'live' ? LIVE : PREVIEWED;

/** What a statement begins with: a preview's relations, each computed at most once for the whole statement. */
export function withRelations(perspective: Perspective): Sql {
  if (perspective === 'live') return empty;
  const relations = Object.values(PREVIEWED).map(
    (name) => sql`${name} AS MATERIALIZED (SELECT * FROM delivery.${name}(${perspective.preview}))`,
  );
  return sql`WITH ${join(relations)} `;
}
