// What has a name and a slug, as tags and authors have: what its input may hold, and the list of such by name.
import sql, { empty, type Sql } from 'sql-template-tag';
import * as z from 'zod';
import type { DeskDatabase } from '../../database/desk.database.js';
import { isSlug } from '../../domain/slug.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import {
  cursorRange,
  connectionOf,
  ordered,
  parsePageArgs,
  type Connection,
  type ConnectionArgs,
  type Keyset,
} from '../../graphql/paging.js';
import { searchInput } from '../../graphql/text-input.js';

export const slugInput = z
  .string()
  .refine(isSlug, 'slug may have lower-case letters a to z, digits, and single hyphens between them.')
  .nullish();

const keysetOf = (list: string): Keyset => ({
  name: list,
  columns: [
    // As people sort.
    { expression: sql`name COLLATE desk.people`, type: 'text' },
    { expression: sql`id`, type: 'text' },
  ],
});

export interface NamedList {
  /** What its cursors are marked with. */
  readonly list: 'tags' | 'authors';
  readonly columns: Sql;
  /** FROM and WHERE. */
  readonly from: Sql;
}

/**
 * @param args `search` is a part of the name, in capitals or not, with accents or without
 * @throws BAD_USER_INPUT
 */
export async function pageByName<T extends { readonly name: string; readonly id: string }>(
  database: DeskDatabase,
  { list, columns, from }: NamedList,
  args: ConnectionArgs & { readonly search?: string | null },
): Promise<Connection<T>> {
  const keyset = keysetOf(list);
  const [page, search] = await collectErrors(
    () => parsePageArgs(args, keyset),
    () => parseInput(searchInput, args.search, 'search'),
  );
  const searched = search
    ? sql` AND strpos(lower(public.unaccent(name)), lower(public.unaccent(${search}))) > 0`
    : empty;
  const found = sql`${from}${searched}`;
  const rows = await database.$queryRaw<T[]>(
    sql`SELECT ${columns} ${found}${cursorRange(page, keyset)} ${ordered(page, keyset)}`,
  );
  return connectionOf(
    rows,
    page,
    keyset,
    ({ name, id }) => [name, id],
    async () => {
      const [row] = await database.$queryRaw<{ count: number }[]>(sql`SELECT count(*)::int ${found}`);
      return row?.count ?? 0;
    },
  );
}
