// SQL that answers in JSON. A Level is one SELECT that is being written: it gathers what has to be joined beside its own
// rows, and what the answer depends on. What is selected is its caller's.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';

/** A SELECT of two columns: the JSON, and the keys of what it depends on, in words. */
export interface Select {
  readonly json: Sql;
  readonly keys: Sql | undefined;
  /** What follows the columns. */
  readonly from: Sql;
}

/** An object's fields: the names of the answer, and an expression for each. */
export type Fields = readonly (readonly [key: string, value: Sql])[];

/** PostgreSQL cuts longer names. */
const MOST_NAME = 63;
/** PostgreSQL's functions take a hundred arguments: a name and a value each. */
const MOST_PAIRS = 50;

export class Level {
  private readonly joins: Sql[] = [];
  private readonly keys = new Map<string, Sql>();

  /** @param statement shared by all levels of one statement: how many names are taken, and the unused values */
  constructor(private readonly statement = { names: 0, unused: [] as unknown[] }) {}

  below(): Level {
    return new Level(this.statement);
  }

  /** Values that the question gives but the statement does not use: they must be acceptable all the same. */
  get unused(): readonly unknown[] {
    return this.statement.unused;
  }

  leaves(values: readonly unknown[] = []): void {
    this.statement.unused.push(...values);
  }

  /** @param key an expression on this level's rows, of one key or several in words */
  dependsOn(key: Sql): void {
    this.keys.set(key.sql, key);
  }

  /** An expression of one JSON object, of fields that see this level's rows: in a list, what json_agg takes. */
  record(fields: Fields): Sql {
    if (fields.length === 0 || fields.some(([key]) => key.length > MOST_NAME)) return objectOf(fields);
    const name = this.name();
    const columns = fields.map(([key, value]) => sql`${value} AS ${raw(`"${key}"`)}`);
    this.joins.push(sql` CROSS JOIN LATERAL (SELECT ${join(columns)}) ${name}`);
    return name;
  }

  /** An expression of the JSON of a SELECT that sees this level's rows, and may depend on more than they say. */
  nested({ json, keys, from }: Select): Sql {
    if (keys === undefined) return sql`(SELECT ${json} ${from})`;
    const name = this.name();
    this.joins.push(
      sql` LEFT JOIN LATERAL (SELECT ${json} AS json, ${keys} AS keys ${from}) ${name} ON true`,
    );
    this.dependsOn(sql`${name}.keys`);
    return sql`${name}.json`;
  }

  /** The one row of this level. */
  one(record: Sql, from: Sql, conditions = empty): Select {
    return {
      json: sql`to_json(${record})`,
      keys: wordsOf([...this.keys.values()]),
      from: sql`FROM ${from}${this.joined()} ${conditions}`,
    };
  }

  /** All rows of this level, whose JSON is an aggregate. */
  all(json: Sql, from: Sql): Select {
    const keys = wordsOf([...this.keys.values()]);
    return { json, keys: keys && sql`string_agg(${keys}, ' ')`, from: sql`FROM ${from}${this.joined()}` };
  }

  private joined(): Sql {
    return this.joins.length > 0 ? join(this.joins, '') : empty;
  }

  private name(): Sql {
    return raw(`n${++this.statement.names}`);
  }
}

function wordsOf(keys: readonly Sql[]): Sql | undefined {
  const [only, another] = keys;
  // An array, since there may be more than a function takes.
  return another === undefined ? only : sql`array_to_string(ARRAY[${join([...keys])}], ' ')`;
}

/** An expression of one JSON object, without a join. */
export function objectOf(fields: Fields): Sql {
  if (fields.length === 0) return sql`json_build_object()`;
  if (fields.length > MOST_PAIRS) {
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
