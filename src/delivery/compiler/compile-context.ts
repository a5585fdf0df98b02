// Passed to every field compiler: the relations it may read, and where to record cache tags. It also has the compiler
// of article lists, which articles, tags and authors come back to without importing one another.
import sql, { type Sql } from 'sql-template-tag';
import type { Query } from '../../graphql/generated/delivery.js';
import type { JsonSelect, Select } from './json-select.js';
import type { Relations } from './perspective.js';
import type { Placeholder } from './placeholder.js';
import type { SelectedField } from './selected-field.js';

/** A tag, or several, or those that come with each request. */
export type Tags = string | readonly string[] | Placeholder<string | readonly string[]>;

export interface CompileContext {
  readonly relations: Relations;
  /** Nothing that is shown was published or updated later. */
  readonly latestInstant: Sql;
  /** Records tags that the response has whatever the rows will be. */
  readonly addTags: (...tags: Tags[]) => void;
  /** The rows of a statement that has to run before this one can be compiled, which then serves one request only. */
  readonly query: <Row extends object>(statement: Sql) => Promise<Row[]>;
  /** The articles of a list, by the list's id. */
  readonly articlesOf: (
    field: SelectedField,
    list: Sql,
    select: JsonSelect,
    context: CompileContext,
  ) => Select;
}

/** Compiles a field of the query type. Throws DomainError where its arguments are not acceptable. */
export type FieldCompiler = (
  field: SelectedField,
  select: JsonSelect,
  context: CompileContext,
) => Select | Promise<Select>;

export type FieldCompilers<Fields extends keyof Query> = Readonly<Record<Fields, FieldCompiler>>;

/** How many articles a list has. The count is stored, so that a long list costs no more than a short one. */
export const countOf = ({ relations: { counts } }: CompileContext, list: Sql): Sql =>
  sql`coalesce((SELECT c.article_count FROM ${counts} c WHERE c.id = ${list}), 0)`;
