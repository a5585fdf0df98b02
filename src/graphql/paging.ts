// Relay connections by keyset, forward and backward: parses the arguments, writes their SQL, and makes a connection of the
// rows. The caller selects the rows and declares their order.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { badUserInput, type FieldError } from '../domain/errors.js';

export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

export interface ConnectionArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A total order of rows: the last column is unique. */
export interface Keyset {
  /** Part of each cursor: a cursor of another order is refused. */
  readonly name: string;
  readonly columns: readonly KeysetColumn[];
}

export interface KeysetColumn {
  readonly expression: Sql;
  readonly type: 'text' | 'timestamptz' | 'int8' | 'float4';
  readonly descending?: boolean;
}

/** The parsed arguments of a connection. */
export interface Page {
  readonly limit: number;
  readonly backward: boolean;
  readonly after?: CursorKeys;
  readonly before?: CursorKeys;
}

/** A value for each of the keyset's columns: text, or a placeholder of a compiled statement. */
type CursorKeys = readonly unknown[];

/**
 * @param path of the field with these arguments, with which the errors' paths begin
 * @throws BAD_USER_INPUT with every error of the four arguments
 */
export function parsePageArgs(args: ConnectionArgs, keyset: Keyset, path: readonly string[] = []): Page {
  const errors: FieldError[] = [];
  const { first, last } = args;
  for (const [name, value] of [
    ['first', first],
    ['last', last],
  ] as const) {
    if (value != null && (value < 1 || value > MAX_PAGE_SIZE)) {
      errors.push({
        path: [...path, name],
        message: `${name} is ${value}; it may be 1 to ${MAX_PAGE_SIZE}.`,
      });
    }
  }
  if (first != null && last != null) {
    errors.push({ path: [...path, 'last'], message: 'Give first or last, not both.' });
  }
  const cursor = (name: 'after' | 'before'): CursorKeys | undefined => {
    const value = args[name];
    if (value == null) return undefined;
    const keys = decodeCursor(value, keyset);
    if (keys === undefined) {
      errors.push({ path: [...path, name], message: `${name} is not a cursor of this list.` });
    }
    return keys;
  };
  const after = cursor('after');
  const before = cursor('before');
  if (errors.length > 0) throw badUserInput(errors);
  return { limit: first ?? last ?? DEFAULT_PAGE_SIZE, backward: last != null, after, before };
}

const encodeCursor = (keyset: Keyset, keys: readonly string[]) =>
  Buffer.from(JSON.stringify([keyset.name, ...keys])).toString('base64url');

function decodeCursor(cursor: string, keyset: Keyset): string[] | undefined {
  try {
    const [name, ...keys]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isValid =
      name === keyset.name &&
      keys.length === keyset.columns.length &&
      keys.every((key, i) => typeof key === 'string' && isOfType(key, keyset.columns[i]?.type));
    return isValid ? (keys as string[]) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether a key has the form that encodeCursor gives it. PostgreSQL would fail on some other texts. */
function isOfType(key: string, type: KeysetColumn['type'] | undefined): boolean {
  if (type === 'text') return !key.includes('\0');
  if (type === 'int8') return /^\d{1,18}$/.test(key);
  if (type === 'timestamptz') {
    const instant = new Date(key);
    return /^(?!0000)\d{4}-/.test(key) && !Number.isNaN(instant.getTime()) && instant.toISOString() === key;
  }
  if (!/^\d{1,9}(\.\d{1,12})?(e[+-]\d{1,2})?$/.test(key)) return false;
  const number = Number(key);
  const single = Math.fround(number);
  return Number.isFinite(single) && (single !== 0) === (number !== 0);
}

/** The condition that leaves the rows between the page's cursors; begins with AND, or is empty. */
export function cursorRange(page: Page, keyset: Keyset): Sql {
  return sql`${page.after ? sql` AND ${cursorComparison(keyset, page.after, true)}` : empty}${
    page.before ? sql` AND ${cursorComparison(keyset, page.before, false)}` : empty
  }`;
}

/** Columns of one direction are compared as a row, which one index scan serves; mixed directions column by column. */
function cursorComparison(keyset: Keyset, keys: CursorKeys, forward: boolean): Sql {
  const value = (i: number) => sql`${keys[i]}::${raw(keyset.columns[i]?.type ?? 'text')}`;
  const sign = (column: KeysetColumn) => raw((column.descending ?? false) === forward ? '<' : '>');
  const [head] = keyset.columns;
  if (
    head !== undefined &&
    keyset.columns.every((column) => (column.descending ?? false) === (head.descending ?? false))
  ) {
    const row = join(keyset.columns.map((column) => column.expression));
    return sql`(${row}) ${sign(head)} (${join(keyset.columns.map((_, i) => value(i)))})`;
  }
  const alternatives = keyset.columns.map((column, i) => {
    const equal = keyset.columns.slice(0, i).map((before, j) => sql`${before.expression} = ${value(j)}`);
    return sql`(${join([...equal, sql`${column.expression} ${sign(column)} ${value(i)}`], ' AND ')})`;
  });
  return sql`(${join(alternatives, ' OR ')})`;
}

/** ORDER BY in the page's direction. */
export function orderBy(page: Page, keyset: Keyset): Sql {
  const columns = keyset.columns.map(
    (column) =>
      sql`${column.expression} ${raw((column.descending ?? false) === page.backward ? 'ASC' : 'DESC')}`,
  );
  return sql`ORDER BY ${join(columns)}`;
}

/**
 * ORDER BY and LIMIT, by default one row more than the page has, which shows whether there is another page. The limit is part
 * of the SQL text: with a placeholder, PostgreSQL would make a new plan for each execution.
 */
export const ordered = (page: Page, keyset: Keyset, limit = page.limit + 1): Sql =>
  sql`${orderBy(page, keyset)} LIMIT ${raw(String(limit))}`;

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T, E extends Edge<T> = Edge<T>> {
  readonly edges: E[];
  readonly nodes: T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counted only where it is selected. */
  readonly totalCount: () => Promise<number>;
}

/**
 * @param rows as `ordered` selects them: in the page's direction, one more than its limit where there are more
 * @param keysOf the values of a row's keyset columns, as text; instants in ISO 8601
 * @param edgeOf further fields of an edge
 */
export function connectionOf<T, E extends object = object>(
  rows: readonly T[],
  page: Page,
  keyset: Keyset,
  keysOf: (row: T) => readonly string[],
  totalCount: () => Promise<number>,
  edgeOf?: (row: T) => E,
): Connection<T, Edge<T> & E> {
  const more = rows.length > page.limit;
  const nodes = rows.slice(0, page.limit);
  if (page.backward) nodes.reverse();
  const edges = nodes.map((node) => ({
    ...(edgeOf?.(node) as E),
    cursor: encodeCursor(keyset, keysOf(node)),
    node,
  }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: page.backward ? page.before !== undefined : more,
      hasPreviousPage: page.backward ? more : page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
