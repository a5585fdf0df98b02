// A Relay connection as one SELECT: a page of rows, and what is asked of them and about them. Which rows there are, and
// how one is shown, is the caller's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { orderBy, type Keyset, type Page } from '../../graphql/paging.js';
import type { AskedField } from '../asked-field.js';
import { iso, objectOf, text, type Level, type Select } from './level.js';

/** A row's place on its page, for SELECT lists of rows that are in this order already. */
export const positionIn = (page: Page, keyset: Keyset): Sql =>
  sql`, row_number() OVER (${orderBy(page, keyset)}) AS position`;

export interface Listed {
  /** `ArticleConnection`, and so on. */
  readonly type: 'ArticleConnection' | 'TagConnection' | 'AuthorConnection' | 'SearchConnection';
  readonly page: Page;
  readonly keyset: Keyset;
  /** The keyset's columns as the rows have them. */
  readonly place: readonly Sql[];
  /** The rows in the page's order: what comes after FROM, with the column `row.position` where they are `numbered`. */
  readonly rows: (limit: number, numbered: boolean) => Sql;
  readonly row: Sql;
  readonly node: (field: AskedField) => Sql;
  /** What an edge has beside cursor and node. */
  readonly edge?: (field: AskedField) => Sql;
  readonly total: () => Sql;
}

/** @param level that the rows are on */
export function connection(field: AskedField, level: Level, listed: Listed): Select {
  const { type, page, row } = listed;
  const asked = field.below(type);
  const asks = (name: string) => asked.some((part) => part.name === name);
  const tellsOfMore = asks('pageInfo');
  const numbered = tellsOfMore || page.backward;
  const position = sql`${row}.position`;

  const list = (item: Sql): Sql => {
    const order = page.backward ? sql` ORDER BY ${position} DESC` : empty;
    // The row that only tells that there are more is not shown, nor its columns read.
    const shown = tellsOfMore ? sql` FILTER (WHERE ${position} <= ${raw(String(page.limit))})` : empty;
    return sql`coalesce(json_agg(${item}${order})${shown}, '[]')`;
  };
  const edge = (part: AskedField): Sql => {
    if (part.name === '__typename') return text(type.replace('Connection', 'Edge'));
    if (part.name === 'cursor') return cursor(listed.keyset, listed.place);
    return part.name === 'node' ? listed.node(part) : (listed.edge?.(part) ?? sql`NULL`);
  };
  const value = (part: AskedField): Sql => {
    if (part.name === 'totalCount') return listed.total();
    if (part.name === 'nodes') return list(listed.node(part));
    if (part.name === 'pageInfo') return pageInfo(part, listed);
    if (part.name === '__typename') return text(type);
    const edges = part.below(type.replace('Connection', 'Edge'));
    return list(level.record(edges.map((of) => [of.key, edge(of)])));
  };

  const json = objectOf(asked.map((part) => [part.key, value(part)]));
  if (!asks('nodes') && !asks('edges') && !tellsOfMore) {
    level.leaves(page.after);
    level.leaves(page.before);
    return { json, keys: undefined, from: empty };
  }
  return level.all(json, listed.rows(page.limit + (tellsOfMore ? 1 : 0), numbered));
}

function pageInfo(field: AskedField, { page, keyset, place }: Listed): Sql {
  const limit = raw(String(page.limit));
  const more = sql`count(*) > ${limit}`;
  const ends = {
    first: sql`1`,
    last: sql`least(count(*), ${limit})`,
  };
  const cursorAt = (index: Sql) => {
    const keys = place.map((column) => sql`(array_agg(${column}))[${index}]`);
    return sql`CASE WHEN count(*) > 0 THEN ${cursor(keyset, keys)} END`;
  };
  const known = (is: boolean) => (is ? sql`true` : sql`false`);
  const values: Record<string, () => Sql> = {
    __typename: () => text('PageInfo'),
    hasNextPage: () => (page.backward ? known(page.before !== undefined) : more),
    hasPreviousPage: () => (page.backward ? more : known(page.after !== undefined)),
    startCursor: () => cursorAt(page.backward ? ends.last : ends.first),
    endCursor: () => cursorAt(page.backward ? ends.first : ends.last),
  };
  return objectOf(field.below('PageInfo').map((part) => [part.key, values[part.name]?.() ?? sql`NULL`]));
}

/** As graphql/paging.ts takes it apart: the order's name and the keys, as JSON in base64url. */
function cursor({ name, columns }: Keyset, keys: readonly Sql[]): Sql {
  const written = keys.map((key, i) => (columns[i]?.type === 'timestamptz' ? iso(key) : sql`${key}::text`));
  const json = join(
    [text(`["${name}"`), ...written.map((key) => sql`',' || to_json(${key})`), text(']')],
    ' || ',
  );
  return sql`translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}
