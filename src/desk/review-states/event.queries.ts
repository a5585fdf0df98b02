// An article's history, latest first: one statement for a page of articles.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, EVENT_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Event } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { groupedBy, inOrderOf } from '../loaders.js';
import {
  cursorRange,
  connectionOf,
  ordered,
  parsePageArgs,
  type Connection,
  type ConnectionArgs,
  type Keyset,
} from '../../graphql/paging.js';

/** Of events at one instant, the later written comes first. */
const LATEST_FIRST: Keyset = {
  name: 'history',
  columns: [
    { expression: sql`e.at`, type: 'timestamptz', descending: true },
    { expression: sql`e.seq`, type: 'int8', descending: true },
  ],
};

@Injectable()
export class EventQueries {
  constructor(private readonly database: DeskDatabase) {}

  async history(context: DeskContext, articleId: string, args: ConnectionArgs): Promise<Connection<Event>> {
    const page = parsePageArgs(args, LATEST_FIRST);
    const rows = await context.loaders
      .of(`history ${JSON.stringify(page)}`, async (articleIds: readonly string[]) => {
        const events = await this.database.$queryRaw<Event[]>(sql`
          SELECT ${columnsOf('e', EVENT_COLUMNS)}
          FROM unnest(${articleIds}::text[]) AS wanted(id)
          CROSS JOIN LATERAL (
            SELECT * FROM desk.events e WHERE e.article_id = wanted.id${cursorRange(page, LATEST_FIRST)}
            ${ordered(page, LATEST_FIRST)}
          ) e`);
        return groupedBy(articleIds, events, (event) => event.articleId);
      })
      .load(articleId);
    return connectionOf(
      rows,
      page,
      LATEST_FIRST,
      (event) => [event.at.toISOString(), String(event.seq)],
      () => context.loaders.of(this.counts, this.counts).load(articleId),
    );
  }

  private readonly counts = async (articleIds: readonly string[]): Promise<number[]> => {
    const rows = await this.database.event.groupBy({
      by: ['articleId'],
      where: { articleId: { in: [...articleIds] } },
      _count: true,
    });
    return inOrderOf(articleIds, rows, (row) => row.articleId).map((row) => row?._count ?? 0);
  };
}
