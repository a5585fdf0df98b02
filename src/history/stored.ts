// SQL that reads what is hashed just as it is stored, whatever the session's settings are.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { HashedEvent, HashedRevision } from './hashes.js';

type Columns<Row> = Readonly<Record<keyof Row, string>>;

/** As hashes.ts has instants. */
export const instant = (column: string): string =>
  `trim_scale(extract(epoch FROM ${column}) * 1000000)::text`;

export const EVENT: Columns<HashedEvent> = {
  id: 'e.id',
  articleId: 'e.article_id',
  name: 'e.name',
  fromState: 'e.from_state::text',
  toState: 'e.to_state::text',
  revisionId: 'e.revision_id',
  byId: 'e.by_id',
  note: 'e.note',
  override: 'e.override',
  at: instant('e.at'),
  liveFrom: instant('e.live_from'),
  liveUntil: instant('e.live_until'),
  ownersAdded: 'e.owners_added',
  ownersRemoved: 'e.owners_removed',
};

const revisionColumns = (alias: string): Columns<HashedRevision> => ({
  id: `${alias}.id`,
  articleId: `${alias}.article_id`,
  number: `${alias}.number`,
  contentHash: `${alias}.content_hash`,
  isCopy: `${alias}.is_copy`,
  createdById: `${alias}.created_by_id`,
  createdAt: instant(`${alias}.created_at`),
});

export const REVISION = revisionColumns('r');
/** Of a working copy `w`. */
export const WORKING_COPY = revisionColumns('w');

/** A JSON object of them. */
export const asJson = (columns: Readonly<Record<string, string>>): Sql =>
  sql`jsonb_build_object(${raw(
    Object.entries(columns)
      .map(([field, column]) => `'${field}', ${column}`)
      .join(', '),
  )})`;
