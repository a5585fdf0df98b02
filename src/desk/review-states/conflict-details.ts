// What a CONFLICT tells about an article, so that a screen can say what happened: where it stands, and who changed it last.
import type { DeskDatabase } from '../../database/desk.database.js';

export interface ConflictDetails {
  readonly currentVersion: number;
  readonly currentState: string;
  readonly workingRevisionId: string;
  /** null where time did it. */
  readonly changedBy: { readonly id: string; readonly name: string } | null;
  readonly changedAt: Date;
}

/** Of an article that the actor may see; undefined where it is gone. */
export async function conflictDetails(
  database: DeskDatabase,
  articleId: string,
): Promise<ConflictDetails | undefined> {
  const article = await database.article.findUnique({
    where: { id: articleId },
    select: {
      version: true,
      reviewState: true,
      updatedAt: true,
      working: { select: { id: true } },
      events: {
        orderBy: [{ at: 'desc' }, { seq: 'desc' }],
        take: 1,
        select: { at: true, by: { select: { id: true, name: true } } },
      },
    },
  });
  if (article === null) return undefined;
  const [latest] = article.events;
  return {
    currentVersion: article.version,
    currentState: article.reviewState,
    workingRevisionId: article.working.id,
    changedBy: latest?.by ?? null,
    changedAt: latest?.at ?? article.updatedAt,
  };
}
