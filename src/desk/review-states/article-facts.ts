// What the workflow's table asks about articles, for one person at one instant, in one statement however many they are.
// Both the desk's answers about what is allowed and the decisions themselves come from here.
import type { Prisma } from '../../database/generated/prisma/client.js';
import type { ArticleFacts, ReviewState } from '../../domain/editorial-workflow.js';
import type { Actor } from '../../graphql/context.js';

interface FactsRow {
  readonly id: string;
  readonly state: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
  readonly isOwner: boolean;
  readonly hasWritten: boolean;
  readonly hasTitle: boolean;
  readonly hasBody: boolean;
  readonly hasAuthor: boolean;
  readonly hasSlug: boolean;
}

/** A character that can be seen; which are spaces is said here, since [[:space:]] is what the database's locale says. */
const VISIBLE =
  '[^\\s\\u0001-\\u001F\\u007F-\\u00A0\\u00AD\\u1680\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u3000\\uFEFF]';

/** @param now the instant of a decision; without it the statement's own, on the database's clock */
export async function factsOf(
  tx: Pick<Prisma.TransactionClient, '$queryRaw'>,
  actor: Actor,
  articleIds: readonly string[],
  fourEyes: boolean,
  now?: Date,
): Promise<Map<string, ArticleFacts>> {
  const rows = await tx.$queryRaw<FactsRow[]>`
    SELECT a.id, a.review_state::text AS state,
      coalesce(p.is_live, false) AS "isLive",
      coalesce(p.is_scheduled, false) AS "isScheduled",
      coalesce(p.was_ever_live, false) AS "wasEverLive",
      EXISTS (SELECT 1 FROM desk.article_owners o WHERE o.article_id = a.id AND o.user_id = ${actor.id}) AS "isOwner",
      EXISTS (SELECT 1 FROM desk.revisions r
              WHERE r.article_id = a.id AND r.created_by_id = ${actor.id} AND r.number > coalesce(last.number, 0)
             ) AS "hasWritten",
      w.title ~ ${VISIBLE} AS "hasTitle",
      w.body ~ ${VISIBLE} AS "hasBody",
      EXISTS (SELECT 1 FROM desk.revision_authors ra WHERE ra.revision_id = w.id) AS "hasAuthor",
      EXISTS (SELECT 1 FROM desk.article_slugs s WHERE s.slug = w.slug AND s.article_id = a.id) AS "hasSlug"
    FROM desk.articles a
    JOIN desk.revisions w ON w.article_id = a.id AND w.number = a.working_number
    CROSS JOIN (SELECT coalesce(${now ?? null}::timestamptz, now()) AS now) clock
    LEFT JOIN LATERAL (
      SELECT bool_or(live_from <= now AND (live_until IS NULL OR live_until > now)) AS is_live,
        bool_or(live_from > now) AS is_scheduled,
        bool_or(live_from <= now) AS was_ever_live
      FROM desk.publications WHERE article_id = a.id
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT r.number FROM desk.publications lp JOIN desk.revisions r ON r.id = lp.revision_id
      WHERE lp.article_id = a.id AND lp.live_from <= now ORDER BY lp.live_from DESC LIMIT 1
    ) last ON true
    WHERE a.id = ANY (${[...articleIds]}::text[])`;
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, role: actor.role, hasWritten: fourEyes && row.hasWritten, missing: missingOf(row) },
    ]),
  );
}

function missingOf(row: FactsRow): string[] {
  const wanted: [boolean, string][] = [
    [row.hasTitle, 'The article has no title.'],
    [row.hasBody, 'The body is blank.'],
    [row.hasAuthor, 'The article has no author.'],
    [row.hasSlug, 'The slug is missing, or another article has it.'],
  ];
  return wanted.filter(([there]) => !there).map(([, sentence]) => sentence);
}
