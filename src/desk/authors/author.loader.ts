// Bylines of revisions: one statement for all that a request names. A user's byline is with the users.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AUTHOR_COLUMNS, columnsOf } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { groupedBy } from '../loaders.js';

@Injectable()
export class AuthorLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** In byline order. */
  ofRevision(context: DeskContext, revisionId: string): Promise<Author[]> {
    return context.loaders.of(this.authorsOfRevisions, this.authorsOfRevisions).load(revisionId);
  }

  private readonly authorsOfRevisions = async (revisionIds: readonly string[]): Promise<Author[][]> => {
    const rows = await this.database.$queryRaw<(Author & { revisionId: string })[]>(sql`
      SELECT ra.revision_id AS "revisionId", ${columnsOf('a', AUTHOR_COLUMNS)}
      FROM desk.revision_authors ra JOIN desk.authors a ON a.id = ra.author_id
      WHERE ra.revision_id = ANY (${[...revisionIds]}::text[])
      ORDER BY ra.position`);
    return groupedBy(revisionIds, rows, (row) => row.revisionId);
  };
}
