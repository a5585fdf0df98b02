// The list of bylines, by name.
import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author } from '../../database/generated/prisma/client.js';
import type { QueryAuthorsArgs } from '../../graphql/generated/desk.js';
import {
  between,
  connectionOf,
  ordered,
  pageOf,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';

const BY_NAME: Keyset = {
  name: 'authors',
  columns: [
    { expression: sql`name`, type: 'text' },
    { expression: sql`id`, type: 'text' },
  ],
};

@Injectable()
export class AuthorQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @param args `search` is a part of the name, in capitals or not, with accents or without */
  async page({ search, ...args }: QueryAuthorsArgs): Promise<Connection<Author>> {
    const page = pageOf(args, BY_NAME);
    const searched = search
      ? sql` AND strpos(lower(public.unaccent(name)), lower(public.unaccent(${search.trim().normalize()}))) > 0`
      : empty;
    const found = sql`FROM desk.authors WHERE true${searched}`;
    const rows = await this.database.$queryRaw<Author[]>(sql`
      SELECT id, slug, name, bio, user_id AS "userId"
      ${found}${between(page, BY_NAME)} ${ordered(page, BY_NAME)}`);
    return connectionOf(
      rows,
      page,
      BY_NAME,
      (author) => [author.name, author.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(sql`SELECT count(*)::int ${found}`);
        return row?.count ?? 0;
      },
    );
  }
}
