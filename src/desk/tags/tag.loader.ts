// Tags by their ids and by revisions: one statement for all that a request names. A tag that was merged into another is not
// found by its id, and is that other one wherever a revision names it.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, TAG_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { DeskContext } from '../context.js';
import type { Tag } from '../../database/generated/prisma/client.js';
import { groupedBy, inOrderOf } from '../loaders.js';
import { usageCounts } from '../slugs/usage.js';

@Injectable()
export class TagLoader {
  constructor(private readonly database: DeskDatabase) {}

  byId(context: DeskContext, id: string): Promise<Tag | null> {
    return context.loaders.of(this.tags, this.tags).load(id);
  }

  /** In the revision's order, each once. */
  ofRevision(context: DeskContext, revisionId: string): Promise<Tag[]> {
    return context.loaders.of(this.tagsOfRevisions, this.tagsOfRevisions).load(revisionId);
  }

  /** How many articles use it. */
  articleCount(context: DeskContext, id: string): Promise<number> {
    return context.loaders.of(this.articleCounts, this.articleCounts).load(id);
  }

  private readonly articleCounts = (ids: readonly string[]) => usageCounts(this.database, 'tag', ids);

  private readonly tags = async (ids: readonly string[]): Promise<(Tag | null)[]> => {
    const rows = await this.database.tag.findMany({
      where: { id: { in: [...ids] }, mergedIntoId: null, deletedAt: null },
    });
    return inOrderOf(ids, rows, (tag) => tag.id);
  };

  private readonly tagsOfRevisions = async (revisionIds: readonly string[]): Promise<Tag[][]> => {
    const rows = await this.database.$queryRaw<(Tag & { revisionId: string })[]>(sql`
      SELECT named.revision_id AS "revisionId", ${columnsOf('t', TAG_COLUMNS)}
      FROM (
        SELECT rt.revision_id, coalesce(tag.merged_into_id, tag.id) AS tag_id, min(rt.position) AS position
        FROM desk.revision_tags rt JOIN desk.tags tag ON tag.id = rt.tag_id
        WHERE rt.revision_id = ANY (${[...revisionIds]}::text[])
        GROUP BY 1, 2
      ) named
      JOIN desk.tags t ON t.id = named.tag_id
      ORDER BY named.position`);
    return groupedBy(revisionIds, rows, (row) => row.revisionId);
  };
}
