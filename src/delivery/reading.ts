// How a field of the query is read: as one statement that gives its JSON and what that depends on. What each field means
// is in the folders of the things that it gives.
import sql, { empty } from 'sql-template-tag';
import type { DeliveryDatabase } from '../database/delivery.database.js';
import type { Query } from '../graphql/generated/delivery.js';
import { Later, settled, type VariableValues } from '../graphql/later.js';
import { archiveReads } from './archives/archive.reads.js';
import { articleReads } from './articles/article.reads.js';
import { articlesOf } from './articles/articles.connection.js';
import type { AskedField } from './asked-field.js';
import { addKeys, type Dependencies } from './dependencies.js';
import { nodeReads } from './nodes/node.reads.js';
import { searchReads } from './search/search.reads.js';
import type { Site } from './site.js';
import { Level, type Select } from './sql/level.js';
import { relationsOf, withRelations, type Viewpoint } from './viewpoint.js';

export type Read = (field: AskedField, level: Level, site: Site) => Select | Promise<Select>;
export type Reads<Fields extends keyof Query> = Readonly<Record<Fields, Read>>;

const READS: Readonly<Record<string, Read>> = {
  ...articleReads,
  ...archiveReads,
  ...searchReads,
  ...nodeReads,
  __typename: () => ({ json: sql`to_json('Query'::text)`, keys: undefined, from: empty }),
} satisfies Reads<keyof Query> & Record<'__typename', Read>;

/** A statement that answers a field, whatever the variables are that it waits for. */
export interface Reading {
  readonly text: string;
  /** Of its parameters, now or later. */
  readonly values: readonly unknown[];
  /** What is no parameter of it and must be acceptable all the same. */
  readonly unused: readonly unknown[];
  /** What the answer depends on before it is known. */
  readonly keys: readonly (string | Later<string>)[];
  /** Whether it is the same for the same question: it was not written from what the site has. */
  readonly isLasting: boolean;
}

/** @throws DomainError where the field's arguments are not acceptable */
export async function readingOf(
  database: DeliveryDatabase,
  viewpoint: Viewpoint,
  field: AskedField,
): Promise<Reading> {
  const keys: (string | Later<string>)[] = [];
  let isLasting = true;
  const site: Site = {
    relations: relationsOf(viewpoint),
    dependsOn: (...more) => keys.push(...more),
    ask: (statement) => {
      isLasting = false;
      return database.query(sql`${withRelations(viewpoint)}${statement}`);
    },
    articlesOf,
  };
  const read = READS[field.name];
  if (read === undefined) throw new Error(`Nothing reads ${field.name}.`);
  const level = new Level();
  const select = await read(field, level, site);
  const { text, values } =
    sql`${withRelations(viewpoint)}SELECT ${select.json} AS json, ${select.keys ?? sql`NULL`} AS keys ${select.from}`;
  return { text, values, unused: level.unused, keys, isLasting };
}

/**
 * The answer, as JSON, adding to `dependencies`.
 * @param name of the prepared statement, where it is worth one
 */
export async function answerOf(
  database: DeliveryDatabase,
  { text, values, unused, keys }: Reading,
  variables: VariableValues,
  dependencies: Dependencies,
  name?: string,
): Promise<string> {
  for (const value of unused) settled(value, variables);
  const settledValues = values.map((value) => settled(value, variables));
  const [row] = await database.rows<[json: string | null, keys: string | null]>(text, settledValues, name);
  addKeys(
    dependencies,
    keys.map((key) => settled(key, variables) as string),
  );
  if (row?.[1]) addKeys(dependencies, row[1].split(' '));
  return row?.[0] ?? 'null';
}
