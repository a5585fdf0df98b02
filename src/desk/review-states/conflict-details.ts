// What a CONFLICT tells about an article, so that a screen can say what happened: where it stands, and who changed it last.
import sql from 'sql-template-tag';
import type { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { selectArticles } from './current-articles.js';

export interface ConflictDetails {
  readonly currentVersion: number;
  readonly currentState: string;
  readonly workingRevisionId: string | undefined;
  /** null where time did it. */
  readonly changedBy: { readonly id: string; readonly name: string } | null;
  readonly changedAt: Date;
}

/** Of an article that the actor may see; undefined where it is gone. */
export async function conflictDetails(
  database: DeskDatabase,
  articleId: string,
): Promise<ConflictDetails | undefined> {
  const [[article], working, latest] = await Promise.all([
    database.$queryRaw<Article[]>(selectArticles(sql`a.id = ${articleId}`)),
    database.revision.findFirst({ where: { workingOf: { id: articleId } }, select: { id: true } }),
    database.event.findFirst({
      where: { articleId },
      orderBy: [{ at: 'desc' }, { seq: 'desc' }],
      select: { at: true, by: { select: { id: true, name: true } } },
    }),
  ]);
  if (article === undefined) return undefined;
  const isRecorded = latest !== null && latest.at >= article.updatedAt;
  return {
    currentVersion: article.version,
    currentState: article.reviewState,
    workingRevisionId: working?.id,
    changedBy: isRecorded ? latest.by : null,
    changedAt: isRecorded ? latest.at : article.updatedAt,
  };
}
