// Reads previews that still work. Those that an older server has made, whose makers are not known, are in no list.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, PREVIEW_COLUMNS, type Preview } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { QueryPreviewsArgs } from '../../graphql/generated/desk.js';
import {
  connectionOf,
  cursorRange,
  ordered,
  parsePageArgs,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';
import type { Actor, DeskContext } from '../context.js';
import { groupedBy } from '../loaders.js';
import { assertRole } from '../users/assert-role.js';

const LATEST_FIRST: Keyset = {
  name: 'previews',
  columns: [
    { expression: sql`p.created_at`, type: 'timestamptz', descending: true },
    { expression: sql`p.desk_id`, type: 'text', descending: true },
  ],
};

const COLUMNS = columnsOf('p', PREVIEW_COLUMNS);
const ACTIVE = sql`p.expires_at > now() AND p.by_id IS NOT NULL`;

@Injectable()
export class PreviewQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @throws BAD_USER_INPUT, FORBIDDEN where `all` is not the actor's to see */
  async page(actor: Actor, args: QueryPreviewsArgs): Promise<Connection<Preview>> {
    const page = parsePageArgs(args, LATEST_FIRST);
    if (args.all) assertRole(actor, 'EDITOR');
    const found = args.all ? ACTIVE : sql`${ACTIVE} AND p.by_id = ${actor.id}`;
    const rows = await this.database.$queryRaw<Preview[]>(sql`
      SELECT ${COLUMNS} FROM delivery.previews p
      WHERE ${found}${cursorRange(page, LATEST_FIRST)} ${ordered(page, LATEST_FIRST)}`);
    return connectionOf(
      rows,
      page,
      LATEST_FIRST,
      (preview) => [preview.createdAt.toISOString(), preview.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(
          sql`SELECT count(*)::int AS count FROM delivery.previews p WHERE ${found}`,
        );
        return row?.count ?? 0;
      },
    );
  }

  /** Of an article that the viewer may see, whose previews show nothing else. */
  ofArticle(context: DeskContext, articleId: string): Promise<Preview[]> {
    return context.loaders.of(this.ofArticles, this.ofArticles).load(articleId);
  }

  private readonly ofArticles = async (articleIds: readonly string[]): Promise<Preview[][]> => {
    const rows = await this.database.$queryRaw<Preview[]>(sql`
      SELECT ${COLUMNS} FROM delivery.previews p
      WHERE p.article_id = ANY (${[...articleIds]}::text[]) AND ${ACTIVE}
      ORDER BY p.created_at DESC, p.desk_id DESC`);
    return groupedBy(articleIds, rows, (preview) => preview.articleId ?? '');
  };
}
