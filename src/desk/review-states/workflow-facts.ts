// What the table of transitions asks about articles, for one person at one instant, in one statement however many there
// are. The desk's answers about what is allowed and the transitions themselves both begin here.
import type { Article, Prisma } from '../../database/generated/prisma/client.js';
import sql, { type Sql } from 'sql-template-tag';
import type { ArticleFacts, ReviewState } from '../../domain/editorial-workflow.js';
import type { Actor } from '../context.js';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import { MISSING_FIELDS } from './completeness.js';
import { isLive, isOwner, isScheduled, wasEverLive, writtenNumber } from './conditions.js';
import type { ChainEnd } from '../../history/chain.js';
import type { HashedRevision } from '../../history/hashes.js';
import { asJson, WORKING_COPY } from '../../history/stored.js';
import { currentState } from './current-articles.js';
import type { OpenChain } from './events.js';

export interface WorkflowFacts {
  /** As its row has it: where `isDue`, the row lags behind the facts. */
  readonly article: Article;
  /** Of the working copy. */
  readonly workingId: string;
  readonly facts: ArticleFacts;
  /** When it first went live; null where it never has. */
  readonly firstPublishedAt: Date | null;
  /** The instant at which all of this is so, on the database's clock. */
  readonly now: Date;
  /** Time has done something to it that its history does not tell yet. */
  readonly isDue: boolean;
  /** For whoever appends to its history, and only then with its end. */
  readonly chain: OpenChain;
}

interface Row extends Article, Omit<WorkflowFacts, 'article' | 'workingId' | 'facts' | 'chain'> {
  readonly currentState: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
  readonly isOwner: boolean;
  readonly writtenNumber: number | null;
  readonly missing: readonly string[];
  readonly working: HashedRevision;
  readonly end: ChainEnd | null;
}

/**
 * The state in the facts is the one that the periods say. In any order, and nothing for an id that no article has.
 * @param openEnd HistoryWriter's expression, for whoever appends to the history
 */
export async function loadWorkflowFacts(
  tx: Pick<Prisma.TransactionClient, '$queryRaw'>,
  actor: Actor,
  articleIds: readonly string[],
  fourEyes: boolean,
  openEnd: Sql = sql`NULL::jsonb`,
): Promise<WorkflowFacts[]> {
  const now = sql`clock.now`;
  const user = sql`${actor.id}`;
  const rows = await tx.$queryRaw<Row[]>(sql`
    WITH clock AS MATERIALIZED (SELECT date_trunc('milliseconds', clock_timestamp()) AS now)
    SELECT ${columnsOf('a', ARTICLE_COLUMNS)}, ${currentState(now)}::text AS "currentState",
      ${asJson(WORKING_COPY)} AS working, ${openEnd} AS "end", clock.now, p.first_published_at AS "firstPublishedAt",
      ${isLive(now)} AS "isLive",
      ${isScheduled(now)} AS "isScheduled",
      ${wasEverLive(now)} AS "wasEverLive",
      coalesce(p.is_due, false) AS "isDue",
      ${isOwner(user)} AS "isOwner",
      ${writtenNumber(user, now)} AS "writtenNumber",
      ${MISSING_FIELDS} AS missing
    FROM desk.articles a
    JOIN desk.revisions w ON w.article_id = a.id AND w.number = a.working_number
    CROSS JOIN clock
    LEFT JOIN LATERAL (
      SELECT
        bool_or(NOT go_live_recorded AND live_from <= now OR NOT expire_recorded AND live_until <= now) AS is_due,
        min(published_at) FILTER (WHERE live_from <= now) AS first_published_at
      FROM desk.publications WHERE article_id = a.id
    ) p ON true
    WHERE a.id = ANY (${[...articleIds]}::text[])`);
  return rows.map((row) => {
    const { working, end, firstPublishedAt, now, isDue } = row;
    return {
      article: articleOf(row),
      workingId: working.id,
      facts: factsOf(row, actor, fourEyes),
      firstPublishedAt,
      now,
      isDue,
      chain: { end, revisions: [working] },
    };
  });
}

const articleOf = (row: Row): Article => ({
  id: row.id,
  version: row.version,
  reviewState: row.reviewState,
  stateSince: row.stateSince,
  workingNumber: row.workingNumber,
  createdById: row.createdById,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

const factsOf = (row: Row, { role }: Actor, fourEyes: boolean): ArticleFacts => ({
  state: row.currentState,
  isLive: row.isLive,
  isScheduled: row.isScheduled,
  wasEverLive: row.wasEverLive,
  missing: row.missing,
  role,
  isOwner: row.isOwner,
  writtenNumber: fourEyes ? row.writtenNumber : null,
});
