// The list of tags, by name; those that were merged into another are gone from it.
import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import type { QueryTagsArgs, Tag } from '../../graphql/generated/desk.js';
import {
  between,
  connectionOf,
  ordered,
  pageOf,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';

const BY_NAME: Keyset = {
  name: 'tags',
  columns: [
    { expression: sql`name`, type: 'text' },
    { expression: sql`id`, type: 'text' },
  ],
};

@Injectable()
export class TagQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @param args `search` is a part of the name, in capitals or not, with accents or without */
  async page({ search, ...args }: QueryTagsArgs): Promise<Connection<Tag>> {
    const page = pageOf(args, BY_NAME);
    const searched = search
      ? sql` AND strpos(lower(public.unaccent(name)), lower(public.unaccent(${search.trim().normalize()}))) > 0`
      : empty;
    const found = sql`FROM desk.tags WHERE merged_into_id IS NULL${searched}`;
    const rows = await this.database.$queryRaw<Tag[]>(
      sql`SELECT id, slug, name, description ${found}${between(page, BY_NAME)} ${ordered(page, BY_NAME)}`,
    );
    return connectionOf(
      rows,
      page,
      BY_NAME,
      (tag) => [tag.name, tag.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(sql`SELECT count(*)::int ${found}`);
        return row?.count ?? 0;
      },
    );
  }
}
