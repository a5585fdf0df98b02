// Whose eyes a request sees with: every reader's, now, or a preview's. Here is what the relations that show that are
// called; what stands in them, and until when a preview shows anything, is the database's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';

export type Viewpoint = 'present' | { readonly preview: string };

const NAMES = ['articles', 'listings', 'counts', 'tags', 'authors', 'slugs'] as const;

/** To be put after FROM or JOIN, with an alias. */
export type Relations = Readonly<Record<(typeof NAMES)[number], Sql>>;

const named = (prefix: string): Relations =>
  Object.fromEntries(NAMES.map((name) => [name, raw(`${prefix}${name}`)])) as Relations;

const LIVE = named('delivery.live_');
const PREVIEWED = named('previewed_');

export const relationsOf = (viewpoint: Viewpoint): Relations => (viewpoint === 'present' ? LIVE : PREVIEWED);

/** What a statement begins with: a preview's relations, those that it names, are worked out once for the whole of it. */
export function withRelations(viewpoint: Viewpoint): Sql {
  if (viewpoint === 'present') return empty;
  const relations = Object.values(PREVIEWED).map(
    (name) => sql`${name} AS MATERIALIZED (SELECT * FROM delivery.${name}(${viewpoint.preview}))`,
  );
  return sql`WITH ${join(relations)} `;
}
