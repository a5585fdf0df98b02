// Reads articles: one, and the desk's lists. The statement itself asks for the visible ones, for the rows as for their
// count: what the actor may not see is not fetched.
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
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
import { selectArticles, type CurrentArticle } from '../review-states/current-articles.js';
import { visibleArticlesSql } from '../users/article-access.js';
import { VISIBLE, type VisibleUser } from '../users/user.loader.js';
import { countOf } from './article.counts.js';
import { articleWhere, matching } from './article.where.js';

export type ArticlesArgs = RequireFields<QueryArticlesArgs, 'orderBy'>;

interface Order extends Keyset {
  /** The value of its first column. */
  readonly keyOf: (article: ListedArticle) => string;
}

/** With the title of its working copy, where the list is ordered by it. */
type ListedArticle = CurrentArticle & { readonly title?: string };

/** As people sort: letters before capitals and accents, and 2 before 10. */
const WORKING_TITLE = sql`(SELECT w.title FROM desk.revisions w
  WHERE w.article_id = a.id AND w.number = a.working_number) COLLATE desk.people`;

const ORDERS: Record<DeskArticleOrder, Order> = {
  RECENTLY_CHANGED: {
    name: 'changed',
    columns: [
      { expression: sql`a.updated_at`, type: 'timestamptz', descending: true },
      { expression: sql`a.id`, type: 'text', descending: true },
    ],
    keyOf: (article) => article.updatedAt.toISOString(),
  },
  LONGEST_WAITING: {
    name: 'waiting',
    columns: [
      { expression: sql`a.state_since`, type: 'timestamptz' },
      { expression: sql`a.id`, type: 'text' },
    ],
    keyOf: (article) => article.stateSince.toISOString(),
  },
  TITLE: {
    name: 'title',
    columns: [
      { expression: WORKING_TITLE, type: 'text' },
      { expression: sql`a.id`, type: 'text' },
    ],
    keyOf: (article) => article.title ?? '',
  },
};

@Injectable()
export class ArticleQueries {
  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** null where there is none, or the actor may not see it. */
  async one(actor: Actor, id: string): Promise<CurrentArticle | null> {
    const where = sql`a.id = ${id} AND ${visibleArticlesSql(actor, sql`a.id`)}`;
    const [article] = await this.database.$queryRaw<CurrentArticle[]>(selectArticles(where));
    return article ?? null;
  }

  /** @throws BAD_USER_INPUT */
  async page(actor: Actor, args: ArticlesArgs): Promise<Connection<CurrentArticle>> {
    const order = ORDERS[args.orderBy];
    const [page, where] = await collectErrors(
      () => parsePageArgs(args, order),
      () => parseInput(articleWhere, args.where ?? {}, 'where'),
    );
    const found = sql`${visibleArticlesSql(actor, sql`a.id`)}${matching(where, actor, this.config.fourEyes)}`;
    const rows = await this.database.$queryRaw<CurrentArticle[]>(
      selectArticles(sql`${found}${cursorRange(page, order)}`, ordered(page, order)),
    );
    const listed = args.orderBy === 'TITLE' ? await this.titled(rows) : rows;
    return connectionOf(
      listed,
      page,
      order,
      (article) => [order.keyOf(article), article.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(countOf(actor, where, found));
        return row?.count ?? 0;
      },
    );
  }

  /** Of those that the actor may see, which is the same for all of a request. */
  byId(context: DeskContext, actor: Actor, id: string): Promise<CurrentArticle | null> {
    return context.loaders
      .of(this, async (ids: readonly string[]) => {
        const where = sql`a.id = ANY (${ids}::text[]) AND ${visibleArticlesSql(actor, sql`a.id`)}`;
        const rows = await this.database.$queryRaw<CurrentArticle[]>(selectArticles(where));
        return inOrderOf(ids, rows, (article) => article.id);
      })
      .load(id);
  }

  private async titled(articles: readonly CurrentArticle[]): Promise<ListedArticle[]> {
    const titles = await this.database.$queryRaw<{ id: string; title: string }[]>(sql`
      SELECT a.id, w.title FROM desk.articles a
      JOIN desk.revisions w ON w.article_id = a.id AND w.number = a.working_number
      WHERE a.id = ANY (${articles.map(({ id }) => id)}::text[])`);
    const byId = new Map(titles.map(({ id, title }) => [id, title]));
    return articles.map((article) => ({ ...article, title: byId.get(article.id) }));
  }

  /** In the order in which they joined the desk. */
  owners(context: DeskContext, articleId: string): Promise<VisibleUser[]> {
    return context.loaders.of(this.ownersOf, this.ownersOf).load(articleId);
  }

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
