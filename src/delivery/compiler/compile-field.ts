// Compiles a field of the query type to one statement, which gives the field's JSON and the cache tags of its rows.
import sql, { empty, type Sql } from 'sql-template-tag';
import { statementName } from '../../database/statement-names.js';
import type { CompileContext, FieldCompiler, Tags } from './compile-context.js';
import { JsonSelect } from './json-select.js';
import { latestInstant, relationsOf, type Perspective } from './perspective.js';
import type { SelectedField } from './selected-field.js';

export interface CompiledField {
  readonly text: string;
  /** The name to prepare the statement under. */
  readonly name: string;
  /** Bind parameters: values, and placeholders for variables. */
  readonly values: readonly unknown[];
  /** Placeholders that the statement does not use, whose values must be valid all the same. */
  readonly unused: readonly unknown[];
  /** Cache tags beside those of the rows. */
  readonly tags: readonly Tags[];
  /** Whether it can be used again: it was not compiled from rows. */
  readonly isReusable: boolean;
}

/** What compiling depends on beside the field. */
export interface Compilation {
  readonly compilers: Readonly<Record<string, FieldCompiler>>;
  readonly articlesOf: CompileContext['articlesOf'];
  readonly perspective: Perspective;
  readonly query: CompileContext['query'];
}

/** @throws DomainError where the field's arguments are not acceptable */
export async function compileField(
  field: SelectedField,
  { compilers, articlesOf, perspective, query }: Compilation,
): Promise<CompiledField> {
  const tags: Tags[] = [];
  let isReusable = true;
  const context: CompileContext = {
    relations: relationsOf(perspective),
    latestInstant: latestInstant(perspective),
    addTags: (...more) => tags.push(...more),
    query: (statement) => {
      isReusable = false;
      return query(statement);
    },
    articlesOf,
  };
  const compile = compilers[field.name];
  if (compile === undefined) throw new Error(`No compiler for Query.${field.name}.`);
  const select = new JsonSelect();
  // What a preview shows is not cached.
  const { json, tags: rowTags, from } = await compile(field, select, context);
  const { text, values } = statementOf(json, perspective === 'live' ? rowTags : undefined, from);
  return { text, name: statementName(text), values, unused: select.unused, tags, isReusable };
}

const statementOf = (json: Sql, tags: Sql | undefined, from = empty): Sql =>
  sql`SELECT ${json} AS json, ${tags ?? sql`NULL`} AS tags ${from}`;
