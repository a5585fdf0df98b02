// Whose eyes a request sees with: every reader's, now, or a preview's. Here is what the relations that show that are
// called; what stands in them, and until when a preview shows anything, is the database's.
import sql, { raw, type Sql } from 'sql-template-tag';

export type Viewpoint = 'present' | { readonly preview: string };

const NAMES = ['articles', 'listings', 'counts', 'tags', 'authors', 'slugs'] as const;

/** To be put after FROM or JOIN, with an alias. */
export type Relations = Readonly<Record<(typeof NAMES)[number], Sql>>;

const named = (relation: (name: string) => Sql): Relations =>
  Object.fromEntries(NAMES.map((name) => [name, relation(name)])) as Relations;

const LIVE = named((name) => raw(`delivery.live_${name}`));

export const relationsOf = (viewpoint: Viewpoint): Relations =>
  viewpoint === 'present'
    ? LIVE
    : named((name) => sql`${raw(`delivery.previewed_${name}`)}(${viewpoint.preview})`);
