// A Relay connection as one SELECT: a page of rows with what is selected of them, and page info. Which rows there are, and
// how one is shown, is the caller's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { orderBy, type Keyset, type Page } from '../../graphql/paging.js';
import type { SelectedField } from './selected-field.js';
import { iso, objectOf, text, type JsonSelect, type Select } from './json-select.js';

/** A row's number on its page, for SELECT lists of rows that are in this order already. */
export const positionIn = (page: Page, keyset: Keyset): Sql =>
  sql`, row_number() OVER (${orderBy(page, keyset)}) AS position`;

export interface ConnectionSource {
  /** `ArticleConnection`, and so on. */
  readonly type: 'ArticleConnection' | 'TagConnection' | 'AuthorConnection' | 'SearchConnection';
  readonly page: Page;
  readonly keyset: Keyset;
  /** The keyset's columns as the rows have them. */
  readonly keys: readonly Sql[];
  /** The rows in the page's order: what comes after FROM, with the column `row.position` where they are `numbered`. */
  readonly rows: (limit: number, numbered: boolean) => Sql;
  readonly row: Sql;
  readonly node: (field: SelectedField) => Sql;
  /** What an edge has beside cursor and node. */
  readonly edge?: (field: SelectedField) => Sql;
  readonly total: () => Sql;
}

/** @param select whose rows the connection's are */
export function connection(field: SelectedField, select: JsonSelect, source: ConnectionSource): Select {
  const { type, page, row } = source;
  const selected = field.selections(type);
  const isSelected = (name: string) => selected.some((part) => part.name === name);
  const looksAhead = isSelected('pageInfo');
  const numbered = looksAhead || page.backward;
  const position = sql`${row}.position`;

  const list = (item: Sql): Sql => {
    const order = page.backward ? sql` ORDER BY ${position} DESC` : empty;
    // The row that was read only to look ahead is not shown, nor its columns read.
    const shown = looksAhead ? sql` FILTER (WHERE ${position} <= ${raw(String(page.limit))})` : empty;
    return sql`coalesce(json_agg(${item}${order})${shown}, '[]')`;
  };
  const edge = (part: SelectedField): Sql => {
    if (part.name === '__typename') return text(type.replace('Connection', 'Edge'));
    if (part.name === 'cursor') return cursor(source.keyset, source.keys);
    return part.name === 'node' ? source.node(part) : (source.edge?.(part) ?? sql`NULL`);
  };
  const value = (part: SelectedField): Sql => {
    if (part.name === 'totalCount') return source.total();
    if (part.name === 'nodes') return list(source.node(part));
    if (part.name === 'pageInfo') return pageInfo(part, source);
    if (part.name === '__typename') return text(type);
    const edges = part.selections(type.replace('Connection', 'Edge'));
    return list(select.object(edges.map((of) => [of.key, edge(of)])));
  };

  const json = objectOf(selected.map((part) => [part.key, value(part)]));
  if (!isSelected('nodes') && !isSelected('edges') && !looksAhead) {
    select.requireValid(page.after);
    select.requireValid(page.before);
    return { json, tags: undefined, from: empty };
  }
  return select.aggregate(json, source.rows(page.limit + (looksAhead ? 1 : 0), numbered));
}

function pageInfo(field: SelectedField, { page, keyset, keys }: ConnectionSource): Sql {
  const limit = raw(String(page.limit));
  const more = sql`count(*) > ${limit}`;
  const ends = {
    first: sql`1`,
    last: sql`least(count(*), ${limit})`,
  };
  const cursorAt = (index: Sql) => {
    const values = keys.map((column) => sql`(array_agg(${column}))[${index}]`);
    return sql`CASE WHEN count(*) > 0 THEN ${cursor(keyset, values)} END`;
  };
  const known = (is: boolean) => (is ? sql`true` : sql`false`);
  const members: Record<string, () => Sql> = {
    __typename: () => text('PageInfo'),
    hasNextPage: () => (page.backward ? known(page.before !== undefined) : more),
    hasPreviousPage: () => (page.backward ? more : known(page.after !== undefined)),
    startCursor: () => cursorAt(page.backward ? ends.last : ends.first),
    endCursor: () => cursorAt(page.backward ? ends.first : ends.last),
  };
  return objectOf(
    field.selections('PageInfo').map((part) => [part.key, members[part.name]?.() ?? sql`NULL`]),
  );
}

/** As graphql/paging.ts decodes it: the order's name and the keys, as JSON in base64url. */
function cursor({ name, columns }: Keyset, keys: readonly Sql[]): Sql {
  const written = keys.map((key, i) => (columns[i]?.type === 'timestamptz' ? iso(key) : sql`${key}::text`));
  const json = join(
    [text(`["${name}"`), ...written.map((key) => sql`',' || to_json(${key})`), text(']')],
    ' || ',
  );
  return sql`translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}
