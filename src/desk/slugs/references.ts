// The authors and tags that an input names by id.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeskDatabase } from '../../database/desk.database.js';
import { notFound, type FieldError } from '../../domain/errors.js';

export interface References {
  readonly authorIds?: readonly string[];
  readonly tagIds?: readonly string[];
}

/** The ids that nothing has; what was merged into another or deleted has none. */
export interface MissingReferences {
  readonly missingAuthors: readonly string[];
  readonly missingTags: readonly string[];
}

const missing = (table: string, ids: readonly string[] = []): Sql => sql`ARRAY(
  SELECT named.id FROM unnest(${[...ids]}::text[]) AS named (id)
  WHERE NOT EXISTS (SELECT FROM ${raw(table)} t
                    WHERE t.id = named.id AND t.merged_into_id IS NULL AND t.deleted_at IS NULL))`;

/** For SELECT: MissingReferences. */
export const missingReferences = ({ authorIds, tagIds }: References): Sql => sql`
  ${missing('desk.authors', authorIds)} AS "missingAuthors", ${missing('desk.tags', tagIds)} AS "missingTags"`;

/** @throws NOT_FOUND with every author and tag that there is not */
export async function assertReferences(database: DeskDatabase, references: References): Promise<void> {
  const { authorIds = [], tagIds = [] } = references;
  if (authorIds.length + tagIds.length === 0) return;
  const [found] = await database.$queryRaw<MissingReferences[]>(sql`SELECT ${missingReferences(references)}`);
  if (found !== undefined) assertNoneMissing(references, found);
}

/** @throws NOT_FOUND with every author and tag that there is not */
export function assertNoneMissing(
  { authorIds = [], tagIds = [] }: References,
  { missingAuthors, missingTags }: MissingReferences,
): void {
  const errors = [
    ...errorsOf('authorIds', authorIds, missingAuthors),
    ...errorsOf('tagIds', tagIds, missingTags),
  ];
  if (errors.length > 0) throw notFound(errors);
}

const errorsOf = (field: string, ids: readonly string[], missingIds: readonly string[]): FieldError[] =>
  ids.flatMap((id, i) =>
    missingIds.includes(id) ? [{ path: ['input', field, i], message: `Nothing has the id ${id}.` }] : [],
  );
