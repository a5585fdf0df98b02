// What is live and what is scheduled of each article, by the database's clock, and all its publications.
import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { columnsOf, PUBLICATION_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Publication } from '../../database/generated/prisma/client.js';
import type { Connection, ConnectionArgs } from '../../graphql/paging.js';
import type { DeskContext } from '../context.js';
import { groupedBy } from '../loaders.js';
import { articlePage, type ArticleList } from './article-list.js';

const ALL: ArticleList<Publication> = {
  key: 'publications',
  keyset: {
    name: 'publications',
    columns: [
      { expression: sql`p.live_from`, type: 'timestamptz', descending: true },
      { expression: sql`p.id`, type: 'text', descending: true },
    ],
  },
  table: 'desk.publications',
  alias: 'p',
  columns: columnsOf('p', PUBLICATION_COLUMNS),
  where: empty,
  keysOf: ({ liveFrom, id }) => [liveFrom.toISOString(), id],
};

type CurrentPublication = Publication & { readonly isLive: boolean };

@Injectable()
export class PublicationLoader {
  constructor(private readonly database: DeskDatabase) {}

  async live(context: DeskContext, articleId: string): Promise<CurrentPublication | null> {
    return (await this.current(context, articleId)).find((publication) => publication.isLive) ?? null;
  }

  async scheduled(context: DeskContext, articleId: string): Promise<CurrentPublication | null> {
    return (await this.current(context, articleId)).find((publication) => !publication.isLive) ?? null;
  }

  /** Latest first. @throws BAD_USER_INPUT */
  page(context: DeskContext, articleId: string, args: ConnectionArgs): Promise<Connection<Publication>> {
    return articlePage(this.database, context, ALL, articleId, args);
  }

  private current(context: DeskContext, articleId: string): Promise<CurrentPublication[]> {
    return context.loaders.of(this, this.batch).load(articleId);
  }

  private readonly batch = async (articleIds: readonly string[]) => {
    const rows = await this.database.$queryRaw<CurrentPublication[]>(sql`
      SELECT ${columnsOf('p', PUBLICATION_COLUMNS)}, p.live_from <= now() AS "isLive"
      FROM desk.publications p
      WHERE article_id = ANY (${[...articleIds]}::text[]) AND (live_until IS NULL OR live_until > now())`);
    return groupedBy(articleIds, rows, (row) => row.articleId);
  };
}
