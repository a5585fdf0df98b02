// Bylines by their ids and by revisions: one statement for all that a request names. One that was merged into another is not
// found by its id, and is that other one wherever a revision names it. A user's byline is with the users.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AUTHOR_COLUMNS, columnsOf } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { groupedBy, inOrderOf } from '../loaders.js';
import { usageCounts } from '../slugs/usage.js';

@Injectable()
export class AuthorLoader {
  constructor(private readonly database: DeskDatabase) {}

  byId(context: DeskContext, id: string): Promise<Author | null> {
    return context.loaders.of(this.authors, this.authors).load(id);
  }

  /** How many articles use it. */
  articleCount(context: DeskContext, id: string): Promise<number> {
    return context.loaders.of(this.articleCounts, this.articleCounts).load(id);
  }

  /** In byline order, each once. */
  ofRevision(context: DeskContext, revisionId: string): Promise<Author[]> {
    return context.loaders.of(this.authorsOfRevisions, this.authorsOfRevisions).load(revisionId);
  }

  private readonly authors = async (ids: readonly string[]): Promise<(Author | null)[]> => {
    const where = { id: { in: [...ids] }, mergedIntoId: null, deletedAt: null };
    return inOrderOf(ids, await this.database.author.findMany({ where }), (author) => author.id);
  };

  private readonly articleCounts = (ids: readonly string[]) => usageCounts(this.database, 'author', ids);

  private readonly authorsOfRevisions = async (revisionIds: readonly string[]): Promise<Author[][]> => {
    const rows = await this.database.$queryRaw<(Author & { revisionId: string })[]>(sql`
      SELECT named.revision_id AS "revisionId", ${columnsOf('a', AUTHOR_COLUMNS)}
      FROM (
        SELECT ra.revision_id, coalesce(author.merged_into_id, author.id) AS author_id, min(ra.position) AS position
        FROM desk.revision_authors ra JOIN desk.authors author ON author.id = ra.author_id
        WHERE ra.revision_id = ANY (${[...revisionIds]}::text[])
        GROUP BY 1, 2
      ) named
      JOIN desk.authors a ON a.id = named.author_id
      ORDER BY named.position`);
    return groupedBy(revisionIds, rows, (row) => row.revisionId);
  };
}
