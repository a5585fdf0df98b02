// The authors and tags that an input names by id.
import type { DeskDatabase } from '../../database/desk.database.js';
import { notFound, type FieldError } from '../../domain/errors.js';

interface References {
  readonly authorIds?: readonly string[];
  readonly tagIds?: readonly string[];
}

const KEPT = { mergedIntoId: null, deletedAt: null };

/** @throws NOT_FOUND with every author and tag that there is not; one that was merged into another or deleted is none */
export async function assertReferences(
  database: DeskDatabase,
  { authorIds = [], tagIds = [] }: References,
): Promise<void> {
  if (authorIds.length + tagIds.length === 0) return;
  const [authors, tags] = await Promise.all([
    database.author.findMany({ where: { id: { in: [...authorIds] }, ...KEPT }, select: { id: true } }),
    database.tag.findMany({ where: { id: { in: [...tagIds] }, ...KEPT }, select: { id: true } }),
  ]);
  const missing = [...missingOf('authorIds', authorIds, authors), ...missingOf('tagIds', tagIds, tags)];
  if (missing.length > 0) throw notFound(missing);
}

const missingOf = (field: string, ids: readonly string[], found: readonly { id: string }[]): FieldError[] =>
  ids.flatMap((id, i) =>
    found.some((row) => row.id === id)
      ? []
      : [{ path: ['input', field, i], message: `Nothing has the id ${id}.` }],
  );
