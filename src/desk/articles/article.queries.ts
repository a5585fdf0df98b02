// Reads articles: one, and the desk's lists. The statement itself asks for the visible ones, for the rows as for their
// count: what the actor may not see is not fetched.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import type { Actor, DeskContext } from '../context.js';
import type { DeskArticleOrder, QueryArticlesArgs, RequireFields } from '../../graphql/generated/desk.js';
import { groupedBy, inOrderOf } from '../loaders.js';
import {
  cursorRange,
  connectionOf,
  ordered,
  parsePageArgs,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';
import { countArticles, selectArticles } from '../review-states/current-articles.js';
import { visibleArticlesSql } from '../users/article-access.js';
import { VISIBLE, type VisibleUser } from '../users/user.loader.js';
import { articleWhere, matching } from './article.where.js';

export type ArticlesArgs = RequireFields<QueryArticlesArgs, 'orderBy'>;

interface Order extends Keyset {
  readonly instantOf: (article: Article) => Date;
}

const ORDERS: Record<DeskArticleOrder, Order> = {
  RECENTLY_CHANGED: {
    name: 'changed',
    columns: [
      { expression: sql`a.updated_at`, type: 'timestamptz', descending: true },
      { expression: sql`a.id`, type: 'text', descending: true },
    ],
    instantOf: (article) => article.updatedAt,
  },
  LONGEST_WAITING: {
    name: 'waiting',
    columns: [
      { expression: sql`a.state_since`, type: 'timestamptz' },
      { expression: sql`a.id`, type: 'text' },
    ],
    instantOf: (article) => article.stateSince,
  },
};

@Injectable()
export class ArticleQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** null where there is none, or the actor may not see it. */
  async one(actor: Actor, id: string): Promise<Article | null> {
    const where = sql`a.id = ${id} AND ${visibleArticlesSql(actor, sql`a.id`)}`;
    const [article] = await this.database.$queryRaw<Article[]>(selectArticles(where));
    return article ?? null;
  }

  /** Of an article that the viewer may see. */
  byId(context: DeskContext, id: string): Promise<Article | null> {
    return context.loaders.of(this.byIds, this.byIds).load(id);
  }

  /** @throws BAD_USER_INPUT */
  async page(actor: Actor, args: ArticlesArgs): Promise<Connection<Article>> {
    const order = ORDERS[args.orderBy];
    const [page, where] = await collectErrors(
      () => parsePageArgs(args, order),
      () => parseInput(articleWhere, args.where ?? {}, 'where'),
    );
    const found = sql`${visibleArticlesSql(actor, sql`a.id`)}${matching(where)}`;
    const rows = await this.database.$queryRaw<Article[]>(
      selectArticles(sql`${found}${cursorRange(page, order)}`, ordered(page, order)),
    );
    return connectionOf(
      rows,
      page,
      order,
      (article) => [order.instantOf(article).toISOString(), article.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(countArticles(found));
        return row?.count ?? 0;
      },
    );
  }

  /** In the order in which they joined the desk. */
  owners(context: DeskContext, articleId: string): Promise<VisibleUser[]> {
    return context.loaders.of(this.ownersOf, this.ownersOf).load(articleId);
  }

  private readonly byIds = async (ids: readonly string[]) => {
    const where = sql`a.id = ANY (${[...ids]}::text[])`;
    const rows = await this.database.$queryRaw<Article[]>(selectArticles(where));
    return inOrderOf(ids, rows, (article) => article.id);
  };

  private readonly ownersOf = async (articleIds: readonly string[]) => {
    const rows = await this.database.articleOwner.findMany({
      where: { articleId: { in: [...articleIds] } },
      select: { articleId: true, user: { select: VISIBLE } },
      orderBy: { userId: 'asc' },
    });
    return groupedBy(articleIds, rows, (row) => row.articleId).map((owners) =>
      owners.map(({ user }) => user),
    );
  };
}
