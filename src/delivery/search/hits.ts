// Which articles match, and how well. What a text is found by, and what a query means, the functions of the database say that both go
// through; see decision 0031.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Relations } from '../compiler/perspective.js';
import type { Placeholder } from '../compiler/placeholder.js';

/** Each a tsquery, computed once for a statement and not for each row. */
export interface SearchQuery {
  /** The words as people type them, "a phrase", -not, or. */
  readonly whole: Sql;
  /** The same, where the last word may also be the beginning of one. */
  readonly begun: Sql;
  /** Any word of it that is not negated. */
  readonly any: Sql;
  /** For articles that have no `words` yet. */
  readonly before: Sql;
}

export function searchQuery(typed: string | Placeholder<string>): SearchQuery {
  const begun = sql`delivery.begun_words(${typed})`;
  return {
    whole: sql`(SELECT delivery.whole_words(${typed}))`,
    begun: sql`(SELECT ${begun})`,
    any: sql`(SELECT delivery.any_word(${begun}))`,
    before: sql`(SELECT websearch_to_tsquery('delivery.copydesk', ${typed}))`,
  };
}

/**
 * Of D (a byline), C (body), B (excerpt) and A (title). Ranks add up over the places where words are near each other, so that only
 * weights this far apart keep a body that repeats them below a title that has them once.
 */
const WEIGHTS = raw(`'{0, 0.00001, 0.05, 1}'`);
/** Takes every rank below those of whole words, the lowest of which is 1e-20. */
const OF_BEGINNINGS = raw('1e-16::float4');

/**
 * The rows `publication_id, article_id, rank` of what matches: by its words, by beginnings of them, by its words of before where those are not there yet, or by
 * a byline, which has no rank.
 * @param filter conditions on an article `a`; begins with AND, or is empty
 */
export const hitsOf = (
  { whole, begun, before }: SearchQuery,
  { articles, authors, listings }: Relations,
  filter: Sql,
): Sql => sql`
  SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.words, ${whole}) AS rank
  FROM ${articles} a WHERE a.words @@ ${whole}${filter}
  UNION ALL
  SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.words, ${begun}) * ${OF_BEGINNINGS}
  FROM ${articles} a
  WHERE ${begun} <> ${whole} AND a.words @@ ${begun}
    -- By ids: a match of the words themselves would decompress every vector once more.
    AND a.publication_id NOT IN (SELECT w.publication_id FROM ${articles} w WHERE w.words @@ ${whole})${filter}
  UNION ALL
  SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.search, ${before})
  FROM ${articles} a WHERE a.words IS NULL AND a.search @@ ${before}${filter}
  UNION ALL
  SELECT a.publication_id, a.article_id, 0::float4
  FROM (
    SELECT id, delivery.name_words(name) AS words FROM ${authors}
    WHERE delivery.name_words(name) @@ ${begun} AND querytree(${begun}) <> 'T' OFFSET 0
  ) named
  JOIN ${listings} l ON l.list_id = named.id
  JOIN ${articles} a ON a.publication_id = l.publication_id
  WHERE NOT coalesce(a.words @@ ${begun}, a.search @@ ${before})
    -- The article has no word either that is negated.
    AND coalesce(a.words, a.search) || named.words @@ ${begun}${filter}
  GROUP BY a.publication_id, a.article_id`;
