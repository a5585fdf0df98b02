// DeskArticleWhere as a condition in SQL: all that is given must hold. Which articles an actor may see is decided elsewhere.
import sql, { empty, join, Sql } from 'sql-template-tag';
import * as z from 'zod';
import { REVIEW_STATES, TRANSITIONS } from '../../domain/editorial-workflow.js';
import { searchInput } from '../../graphql/text-input.js';
import type { Actor } from '../context.js';
import { allows, isLive, isScheduled } from '../review-states/conditions.js';

const MAX_TAGS = 20;

export const articleWhere = z.object({
  states: z.array(z.enum(REVIEW_STATES)).nullish(),
  live: z.boolean().nullish(),
  scheduled: z.boolean().nullish(),
  allows: z.enum(TRANSITIONS).nullish(),
  author: z.string().nullish(),
  createdBy: z.string().nullish(),
  changedFrom: z.date().nullish(),
  changedTo: z.date().nullish(),
  owner: z.string().nullish(),
  tags: z
    .array(z.string())
    .transform((slugs) => [...new Set(slugs)])
    .refine((slugs) => slugs.length <= MAX_TAGS, `tags may name ${MAX_TAGS} slugs at most.`)
    .nullish(),
  search: searchInput,
});

/** A condition on an article `a`; begins with AND, or is empty. A blank search asks for nothing, and so does no tag. */
export function matching(where: z.output<typeof articleWhere>, actor: Actor, fourEyes: boolean): Sql {
  const { states, live, scheduled, owner, author, createdBy, changedFrom, changedTo, tags, search } = where;
  const now = sql`now()`;
  const viewer = {
    user: sql`${actor.id}`,
    role: sql`${actor.role}::text`,
    state: sql`a.review_state`,
    now,
  };
  const conditions = [
    states && sql`a.review_state = ANY (${states}::desk.review_state[])`,
    live != null && sql`${live ? empty : sql`NOT `}${isLive(now)}`,
    scheduled != null && sql`${scheduled ? empty : sql`NOT `}${isScheduled(now)}`,
    where.allows && allows(where.allows, { ...viewer, fourEyes }),
    createdBy != null && sql`a.created_by_id = ${createdBy}`,
    changedFrom && sql`a.updated_at >= ${changedFrom}`,
    changedTo && sql`a.updated_at < ${changedTo}`,
    author != null && bylined(author),
    owner != null && sql`a.id IN (SELECT article_id FROM desk.article_owners WHERE user_id = ${owner})`,
    tags && tags.length > 0 && tagged(tags),
    search && searched(search),
  ].filter((condition) => condition instanceof Sql);
  return conditions.length === 0 ? empty : join(conditions, ' AND ', ' AND ');
}

/** The working copy has a tag for each slug; a slug that finds no tag is had by nothing. */
const tagged = (slugs: readonly string[]) => sql`(a.id, a.working_number) IN (
  SELECT r.article_id, r.number
  FROM desk.tag_slugs s
  JOIN desk.tags found ON found.id = s.tag_id
  JOIN desk.tags named ON coalesce(found.merged_into_id, found.id) IN (named.id, named.merged_into_id)
  JOIN desk.revision_tags rt ON rt.tag_id = named.id
  JOIN desk.revisions r ON r.id = rt.revision_id
  WHERE s.slug = ANY (${slugs}::text[])
  GROUP BY r.article_id, r.number
  HAVING count(DISTINCT s.slug) = ${slugs.length})`;

/** The working copy has the byline, or one that was merged into it. */
const bylined = (author: string) => sql`(a.id, a.working_number) IN (
  SELECT r.article_id, r.number FROM desk.revision_authors ra JOIN desk.revisions r ON r.id = ra.revision_id
  JOIN desk.authors named ON named.id = ra.author_id
  WHERE coalesce(named.merged_into_id, named.id) = ${author})`;

/** Words of the text, by the index of before where a revision has no words yet; beginnings of the title's words, the slug, or beginnings of the words of a byline. */
const searched = (search: string) => sql`(a.id, a.working_number) IN (
  SELECT r.article_id, r.number FROM desk.revision_words w JOIN desk.revisions r ON r.id = w.revision_id
  WHERE w.words @@ (SELECT delivery.begun_words(${search}))
  UNION
  SELECT r.article_id, r.number FROM desk.revisions r
  WHERE r.search @@ websearch_to_tsquery('delivery.copydesk', ${search})
    AND NOT EXISTS (SELECT FROM desk.revision_words w WHERE w.revision_id = r.id)
  UNION
  SELECT r.article_id, r.number FROM desk.revisions r
  WHERE to_tsvector('desk.words', r.title) @@ to_tsquery('desk.words', ${beginnings(search)})
  UNION
  SELECT r.article_id, r.number FROM desk.revisions r WHERE r.slug = ${search.toLowerCase()}
  UNION
  SELECT r.article_id, r.number FROM desk.authors named
  JOIN desk.revision_authors ra ON ra.author_id = named.id JOIN desk.revisions r ON r.id = ra.revision_id
  WHERE to_tsvector('desk.words', named.name) @@ to_tsquery('desk.words', ${beginnings(search)}))`;

/** A tsquery: each word of the search begins a word. */
const beginnings = (search: string): string =>
  search
    .split(/\s+/u)
    .map((word) => `'${word.replace(/['\\]/g, '$&$&')}':*`)
    .join(' & ');
