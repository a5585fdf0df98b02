// SQL that answers in JSON. A JsonSelect is one SELECT that is being compiled: it gathers what has to be joined beside its own
// rows, and the cache tags of the response. What is selected is its caller's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';

/** A SELECT of two columns: the JSON, and the cache tags of its rows, separated by spaces. */
export interface Select {
  readonly json: Sql;
  readonly tags: Sql | undefined;
  /** What follows the columns. */
  readonly from: Sql;
}

/** An object's fields: their response keys, and an expression for each. */
export type Fields = readonly (readonly [key: string, value: Sql])[];

/** PostgreSQL cuts longer names. */
const MAX_NAME_LENGTH = 63;
/** PostgreSQL's functions take a hundred arguments: a name and a value each. */
const MAX_PAIRS = 50;

export class JsonSelect {
  private readonly joins: Sql[] = [];
  private readonly tags = new Map<string, Sql>();

  /** @param statement shared by all SELECTs of one statement: how many aliases are taken, and the unused values */
  constructor(private readonly statement = { aliases: 0, unused: [] as unknown[] }) {}

  /** A SELECT inside this one. */
  child(): JsonSelect {
    return new JsonSelect(this.statement);
  }

  /** Values that the request gives but the statement does not use: they must be valid all the same. */
  get unused(): readonly unknown[] {
    return this.statement.unused;
  }

  requireValid(values: readonly unknown[] = []): void {
    this.statement.unused.push(...values);
  }

  /** @param tag an expression on this SELECT's rows, of one tag or several separated by spaces */
  addTag(tag: Sql): void {
    this.tags.set(tag.sql, tag);
  }

  /** An expression of one JSON object, of fields that see this SELECT's rows: in a list, what json_agg takes. */
  object(fields: Fields): Sql {
    if (fields.length === 0 || fields.some(([key]) => key.length > MAX_NAME_LENGTH)) return objectOf(fields);
    const alias = this.alias();
    const columns = fields.map(([key, value]) => sql`${value} AS ${raw(`"${key}"`)}`);
    this.joins.push(sql` CROSS JOIN LATERAL (SELECT ${join(columns)}) ${alias}`);
    return alias;
  }

  /** An expression of the JSON of a SELECT that sees this one's rows, and may have tags of its own. */
  subselect({ json, tags, from }: Select): Sql {
    if (tags === undefined) return sql`(SELECT ${json} ${from})`;
    const alias = this.alias();
    this.joins.push(
      sql` LEFT JOIN LATERAL (SELECT ${json} AS json, ${tags} AS tags ${from}) ${alias} ON true`,
    );
    this.addTag(sql`${alias}.tags`);
    return sql`${alias}.json`;
  }

  /** This SELECT's one row. */
  row(record: Sql, from: Sql, conditions = empty): Select {
    return {
      json: sql`to_json(${record})`,
      tags: spaced([...this.tags.values()]),
      from: sql`FROM ${from}${this.joined()} ${conditions}`,
    };
  }

  /** All rows of this SELECT, whose JSON is an aggregate. */
  aggregate(json: Sql, from: Sql): Select {
    const tags = spaced([...this.tags.values()]);
    return { json, tags: tags && sql`string_agg(${tags}, ' ')`, from: sql`FROM ${from}${this.joined()}` };
  }

  private joined(): Sql {
    return this.joins.length > 0 ? join(this.joins, '') : empty;
  }

  private alias(): Sql {
    return raw(`n${++this.statement.aliases}`);
  }
}

function spaced(tags: readonly Sql[]): Sql | undefined {
  const [only, another] = tags;
  // An array, since there may be more than a function takes.
  return another === undefined ? only : sql`array_to_string(ARRAY[${join([...tags])}], ' ')`;
}

/** An expression of one JSON object, without a join. */
export function objectOf(fields: Fields): Sql {
  if (fields.length === 0) return sql`json_build_object()`;
  if (fields.length > MAX_PAIRS) {
    const rows = fields.map(([key, value]) => sql`(${text(key)}, to_json(${value}))`);
    return sql`(SELECT json_object_agg(field.key, field.value) FROM (VALUES ${join(rows)}) AS field (key, value))`;
  }
  return sql`json_build_object(${join(fields.flatMap(([key, value]) => [text(key), value]))})`;
}

/** A literal of a name of GraphQL's, which has letters, digits and underscores only. */
export const text = (name: string): Sql => raw(`'${name}'::text`);

/** The form of DateTime: ISO 8601 in UTC with milliseconds. */
export const iso = (instant: Sql): Sql =>
  sql`to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
