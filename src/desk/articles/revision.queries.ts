// Reads revisions. Without their text, which can be long: that is read where a field of it is asked for. Each is known
// by its id, or by its number in an article; numbers have no gaps, so a page of them needs no statement to be found.
import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import { columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { ArticleRevisionsArgs } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { inOrderOf } from '../loaders.js';
import { connectionOf, parsePageArgs, type Connection, type Keyset } from '../../graphql/paging.js';
import { articlePage, type ArticleList } from '../review-states/article-list.js';
import { APPROVING_EVENT } from '../review-states/conditions.js';
import { visibleArticlesSql } from '../users/article-access.js';
import { REVISION_HEAD_COLUMNS, type RevisionHead, type RevisionText } from './revision.columns.js';

const HEAD = columnsOf('r', REVISION_HEAD_COLUMNS);

const LATEST_FIRST: Keyset = {
  name: 'revisions',
  columns: [{ expression: sql`r.number`, type: 'int8', descending: true }],
};

/** Those that an APPROVE names. */
const APPROVED: ArticleList<RevisionHead> = {
  key: 'approved revisions',
  keyset: LATEST_FIRST,
  table: 'desk.revisions',
  alias: 'r',
  columns: HEAD,
  where: sql` AND EXISTS (SELECT FROM desk.events e WHERE e.revision_id = r.id AND e.name = 'APPROVE')`,
  keysOf: (revision) => [String(revision.number)],
};

@Injectable()
export class RevisionQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** null where there is none, or the actor may not see its article. */
  async one(actor: Actor, id: string): Promise<RevisionHead | null> {
    const [revision] = await this.heads(
      sql`WHERE r.id = ${id} AND ${visibleArticlesSql(actor, sql`r.article_id`)}`,
    );
    return revision ?? null;
  }

  /** Of an article that the viewer may see, as are the two below. */
  byId(context: DeskContext, id: string): Promise<RevisionHead | null> {
    return context.loaders.of(this.byIds, this.byIds).load(id);
  }

  byNumber(context: DeskContext, articleId: string, number: number): Promise<RevisionHead | null> {
    return context.loaders.of(this.byNumbers, this.byNumbers).load(`${articleId} ${number}`);
  }

  /** The latest revision before that number that somebody approved. */
  async lastApprovedBefore(
    context: DeskContext,
    articleId: string,
    number: number,
  ): Promise<RevisionHead | null> {
    const loader = context.loaders.of(this.lastApproved, this.lastApproved);
    const found = await loader.load(`${articleId} ${number}`);
    return found === null ? null : this.byNumber(context, articleId, found);
  }

  async page(
    context: DeskContext,
    { id, workingNumber }: Article,
    { approved, ...args }: ArticleRevisionsArgs,
  ): Promise<Connection<RevisionHead>> {
    if (approved) return articlePage(this.database, context, APPROVED, id, args);
    const page = parsePageArgs(args, LATEST_FIRST);
    const latest = Math.min(Number(page.after?.[0] ?? Infinity) - 1, workingNumber);
    const earliest = Math.max(Number(page.before?.[0] ?? 0) + 1, 1);
    const count = Math.max(0, Math.min(page.limit + 1, latest - earliest + 1));
    const numberAt = (i: number) => (page.backward ? earliest + i : latest - i);
    const rows = await Promise.all(
      Array.from({ length: count }, (_, i) => this.byNumber(context, id, numberAt(i))),
    );
    return connectionOf(
      rows.filter((revision) => revision !== null),
      page,
      LATEST_FIRST,
      (revision) => [String(revision.number)],
      async () => workingNumber,
    );
  }

  /** Each kind of text is read by itself: who asks for one is not made to wait for the others. */
  text(context: DeskContext, id: string, kind: RevisionText): Promise<string> {
    return context.loaders
      .of(`revision's ${kind}`, async (ids: readonly string[]) => {
        const rows = await this.database.$queryRaw<{ id: string; text: string }[]>(
          sql`SELECT id, ${raw(kind)} AS text FROM desk.revisions WHERE id = ANY (${ids}::text[])`,
        );
        return inOrderOf(ids, rows, (row) => row.id).map((row) => row?.text ?? '');
      })
      .load(id);
  }

  private heads(where: Sql): Promise<RevisionHead[]> {
    return this.database.$queryRaw<RevisionHead[]>(sql`SELECT ${HEAD} FROM desk.revisions r ${where}`);
  }

  private readonly byIds = async (ids: readonly string[]) => {
    const rows = await this.heads(sql`WHERE r.id = ANY (${ids}::text[])`);
    return inOrderOf(ids, rows, (row) => row.id);
  };

  /** @param keys an article's id and a number, with a space between them */
  private readonly byNumbers = async (keys: readonly string[]) => {
    const rows = await this.heads(sql`WHERE (r.article_id, r.number) IN (SELECT * FROM ${numbersOf(keys)})`);
    return inOrderOf(keys, rows, (row) => `${row.articleId} ${row.number}`);
  };

  private readonly lastApproved = async (keys: readonly string[]): Promise<(number | null)[]> => {
    const rows = await this.database.$queryRaw<{ key: string; number: number }[]>(sql`
      SELECT wanted.article_id || ' ' || wanted.number AS key, max(r.number) AS number
      FROM ${numbersOf(keys)} AS wanted(article_id, number)
      JOIN desk.events e ON e.article_id = wanted.article_id AND ${APPROVING_EVENT}
      JOIN desk.revisions r ON r.id = e.revision_id AND r.number < wanted.number
      GROUP BY 1`);
    return inOrderOf(keys, rows, (row) => row.key).map((row) => row?.number ?? null);
  };
}

/** The keys of numbered revisions as rows. */
function numbersOf(keys: readonly string[]): Sql {
  const pairs = keys.map((key) => key.split(' '));
  return sql`unnest(${pairs.map(([id]) => id)}::text[], ${pairs.map(([, number]) => Number(number))}::int[])`;
}
