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

/** What a loader's key finds. */
type CurrentPublication = Publication & { readonly key: string; readonly isLive: boolean };

@Injectable()
export class PublicationLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** @param asOf the instant at which the article was read; left out: now */
  async live(context: DeskContext, articleId: string, asOf?: Date): Promise<Publication | null> {
    return (await this.current(context, articleId, asOf)).find(({ isLive }) => isLive) ?? null;
  }

  /** @param asOf as for `live` */
  async scheduled(context: DeskContext, articleId: string, asOf?: Date): Promise<Publication | null> {
    return (await this.current(context, articleId, asOf)).find(({ isLive }) => !isLive) ?? null;
  }

  /** Latest first. @throws BAD_USER_INPUT */
  page(context: DeskContext, articleId: string, args: ConnectionArgs): Promise<Connection<Publication>> {
    return articlePage(this.database, context, ALL, articleId, args);
  }

  private current(context: DeskContext, articleId: string, asOf?: Date): Promise<CurrentPublication[]> {
    return context.loaders.of(this, this.batch).load(`${articleId} ${asOf?.toISOString() ?? ''}`);
  }

  /** @param keys article and instant, with a space between them */
  private readonly batch = async (keys: readonly string[]) => {
    const parts = keys.map((key) => key.split(' '));
    const rows = await this.database.$queryRaw<CurrentPublication[]>(sql`
      SELECT wanted.key, ${columnsOf('p', PUBLICATION_COLUMNS)}, p.live_from <= wanted.as_of AS "isLive"
      FROM (
        SELECT key, article_id, coalesce(as_of, now()) AS as_of FROM unnest(
          ${[...keys]}::text[], ${parts.map(([id]) => id)}::text[], ${parts.map(([, asOf]) => asOf || null)}::timestamptz[]
        ) AS listed(key, article_id, as_of)
      ) wanted
      JOIN desk.publications p ON p.article_id = wanted.article_id
      -- What was decided later is not so yet.
      WHERE p.created_at <= wanted.as_of AND (p.live_until IS NULL OR p.live_until > wanted.as_of)`);
    return groupedBy(keys, rows, ({ key }) => key);
  };
}
