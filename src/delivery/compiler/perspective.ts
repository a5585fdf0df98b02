// What a request sees: what is live now, the same with one article as a preview shows it, or the site as of an instant. Each is a
// family of views of the same shape, so that a statement differs in their names alone. Which preview it is, the
// connection presents: the statements of one are those of all.
import sql, { raw, type Sql } from 'sql-template-tag';

export type Perspective = 'live' | 'article' | 'site';

const NAMES = ['articles', 'listings', 'counts', 'tags', 'authors', 'slugs'] as const;

/** To be put after FROM or JOIN, with an alias. */
export type Relations = Readonly<Record<(typeof NAMES)[number], Sql>>;

const family = (prefix: string): Relations =>
  Object.fromEntries(NAMES.map((name) => [name, raw(`delivery.${prefix}_${name}`)])) as Relations;

const RELATIONS: Readonly<Record<Perspective, Relations>> = {
  live: family('live'),
  article: family('preview'),
  site: family('as_of'),
};

export const relationsOf = (perspective: Perspective): Relations => RELATIONS[perspective];

/**
 * What nothing that is shown began after. Listings are read from it on, newest first: those of what is scheduled, which may be
 * many, come before.
 */
export const latestInstant = (perspective: Perspective): Sql =>
  perspective === 'site' ? sql`(SELECT at FROM delivery.as_of_instant)` : sql`now()`;
