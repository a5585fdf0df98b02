// DeskArticleWhere as a condition in SQL: all that is given must hold. Who may see what is not asked here.
import sql, { empty, join, Sql } from 'sql-template-tag';
import { z } from 'zod';
import { searchInput } from '../../graphql/text-input.js';
import { REVIEW_STATES } from '../../domain/editorial-workflow.js';

const MAX_TAGS = 100;

export const articleWhere = z.object({
  states: z.array(z.enum(REVIEW_STATES)).nullish(),
  live: z.boolean().nullish(),
  owner: z.string().nullish(),
  tags: z.array(z.string()).max(MAX_TAGS, `tags may name ${MAX_TAGS} slugs at most.`).nullish(),
  search: searchInput,
});

/** A condition on `desk.articles a`; begins with AND, or is empty. A blank search asks for nothing, and so does no tag. */
export function matching({ states, live, owner, tags, search }: z.output<typeof articleWhere>): Sql {
  const conditions = [
    states && sql`a.review_state = ANY (${states}::desk.review_state[])`,
    live != null &&
      sql`${live ? empty : sql`NOT `}EXISTS (
      SELECT 1 FROM desk.publications p
      WHERE p.article_id = a.id AND p.live_from <= now() AND (p.live_until IS NULL OR p.live_until > now()))`,
    owner != null && sql`a.id IN (SELECT article_id FROM desk.article_owners WHERE user_id = ${owner})`,
    tags && tags.length > 0 && tagged([...new Set(tags)]),
    search &&
      sql`(a.id, a.working_number) IN (
      SELECT r.article_id, r.number FROM desk.revisions r
      WHERE r.search @@ websearch_to_tsquery('delivery.copydesk', ${search}))`,
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
