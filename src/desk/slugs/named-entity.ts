// What has a name and a slug, as tags and authors have: what its input may hold, and the list of such by name.
import sql, { empty, type Sql } from 'sql-template-tag';
import { z } from 'zod';
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

const MAX_NAME_LENGTH = 100;
const MAX_SEARCH_LENGTH = 1000;

export const nameInput = z
  .string('name may not be null.')
  .trim()
  .normalize()
  .min(1, 'name may not be blank.')
  .max(MAX_NAME_LENGTH, `name may have ${MAX_NAME_LENGTH} characters at most.`);

const searchInput = z
  .string()
  .trim()
  .normalize()
  .max(MAX_SEARCH_LENGTH, `search may have ${MAX_SEARCH_LENGTH} characters at most.`)
  .nullish();

export const slugInput = z
  .string()
  .refine(isSlug, 'slug may have lower-case letters a to z, digits, and single hyphens between them.')
  .nullish();

/** A text that may be left out, and is null where it is blank. */
export const textInput = (field: string, most: number) =>
  z
    .string()
    .trim()
    .max(most, `${field} may have ${most} characters at most.`)
    .transform((value) => value || null)
    .nullish();

const keysetOf = (list: string): Keyset => ({
  name: list,
  columns: [
    { expression: sql`name`, type: 'text' },
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
