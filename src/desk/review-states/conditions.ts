// The conditions of the table of transitions, each as one SQL expression on an article `a`. The facts about an article, the
// filter `allows` and the list of people who may make a transition are all read with these.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import {
  rowsOf,
  type Condition,
  type TransitionName,
  type TransitionRow,
  type Who,
} from '../../domain/editorial-workflow.js';
import { IS_COMPLETE } from './completeness.js';

/** A publication `p` is live. @param now an instant */
export const LIVE_PUBLICATION = (now: Sql): Sql =>
  sql`p.live_from <= ${now} AND (p.live_until IS NULL OR p.live_until > ${now})`;

const hasPublication = (condition: Sql): Sql =>
  sql`EXISTS (SELECT FROM desk.publications p WHERE p.article_id = a.id AND ${condition})`;

export const isLive = (now: Sql): Sql => hasPublication(LIVE_PUBLICATION(now));
export const isScheduled = (now: Sql): Sql => hasPublication(sql`p.live_from > ${now}`);
export const wasEverLive = (now: Sql): Sql => hasPublication(sql`p.live_from <= ${now}`);
/** Something has begun, and no history tells it yet. */
export const hasBegunUnrecorded = (now: Sql): Sql =>
  hasPublication(sql`NOT p.go_live_recorded AND p.live_from <= ${now}`);

/** @param user a user's id */
export const isOwner = (user: Sql): Sql =>
  sql`EXISTS (SELECT FROM desk.article_owners o WHERE o.article_id = a.id AND o.user_id = ${user})`;

/** Of the latest revision that the user made since the one last published; NULL where there is none. */
export const writtenNumber = (user: Sql, now: Sql): Sql => sql`(
  SELECT max(r.number) FROM desk.revisions r
  WHERE r.article_id = a.id AND r.created_by_id = ${user} AND NOT r.is_copy AND r.number > coalesce((
    SELECT published.number FROM desk.publications p JOIN desk.revisions published ON published.id = p.revision_id
    WHERE p.article_id = a.id AND p.live_from <= ${now} ORDER BY p.live_from DESC LIMIT 1), 0))`;

/** An event `e` makes the revision that it names an approved one: APPROVE, or DISCARD, which brings one back. */
export const APPROVING_EVENT: Sql = sql`e.name IN ('APPROVE', 'DISCARD')`;

/** @param revision its id. An approved revision stays approved. */
export const isApproved = (revision: Sql): Sql =>
  sql`EXISTS (SELECT FROM desk.events e WHERE e.revision_id = ${revision} AND ${APPROVING_EVENT})`;

const isComplete = sql`EXISTS (
  SELECT FROM desk.revisions w WHERE w.article_id = a.id AND w.number = a.working_number AND ${IS_COMPLETE})`;

/** Who makes a transition, when, and of an article in which state, as expressions. */
export interface Circumstances {
  readonly user: Sql;
  /** A text. */
  readonly role: Sql;
  readonly now: Sql;
  /** A desk.review_state, so that a list by states finds them by index. */
  readonly state: Sql;
  readonly fourEyes: boolean;
}

const isEditor = (role: Sql): Sql => sql`${role} <> 'WRITER'`;

const PERSON: Readonly<Record<Who, (on: Circumstances) => Sql>> = {
  EDITOR: ({ role }) => isEditor(role),
  OWNER: ({ role, user }) => sql`(${isEditor(role)} OR ${isOwner(user)})`,
  OWNER_UNTIL_LIVE: ({ role, user, now }) =>
    sql`(${isEditor(role)} OR (${isOwner(user)} AND NOT ${wasEverLive(now)}))`,
  TIME: () => sql`false`,
};

const CONDITION: Readonly<Record<Condition, (on: Circumstances) => Sql>> = {
  COMPLETE: () => isComplete,
  FOUR_EYES: ({ user, now, fourEyes }) => (fourEyes ? sql`${writtenNumber(user, now)} IS NULL` : sql`true`),
  LIVE: ({ now }) => isLive(now),
  SCHEDULED: ({ now }) => isScheduled(now),
  NOT_LIVE_OR_SCHEDULED: ({ now }) => sql`NOT ${isLive(now)} AND NOT ${isScheduled(now)}`,
  // Of another revision, which nobody names here.
  APPROVED: () => sql`false`,
};

function allowedBy({ from, who, if: condition }: TransitionRow, on: Circumstances): Sql {
  const parts = [
    sql`${on.state} IN (${join(from.map((state) => raw(`'${state}'::desk.review_state`)))})`,
    PERSON[who](on),
    ...(condition === undefined ? [] : [CONDITION[condition](on)]),
  ];
  return sql`(${join(parts, ' AND ')})`;
}

/** Whether an article `a` allows a transition of which no revision is named: the rows of the table, one after the other. */
export const allows = (name: TransitionName, on: Circumstances): Sql =>
  sql`(${join(
    rowsOf(name)
      .filter(({ revision }) => revision !== 'other')
      .map((row) => allowedBy(row, on)),
    ' OR ',
  )})`;
