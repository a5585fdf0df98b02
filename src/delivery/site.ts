// What whoever writes a part of a statement is handed: the relations that it sees, what to tell of the answer's
// dependencies, and the one part that the others come back to, since articles have tags, and tags have articles.
import sql, { type Sql } from 'sql-template-tag';
import type { Later } from '../graphql/later.js';
import type { AskedField } from './asked-field.js';
import type { Level, Select } from './sql/level.js';
import type { Relations } from './viewpoint.js';

export interface Site {
  readonly relations: Relations;
  /** Notes what the answer depends on whatever it will be. */
  readonly dependsOn: (...keys: (string | Later<string>)[]) => void;
  /** The rows of a statement that has to be asked before this one can be written. */
  readonly ask: <Row extends object>(statement: Sql) => Promise<Row[]>;
  /** The archive of a list, by its id. */
  readonly articlesOf: (field: AskedField, list: Sql, level: Level, site: Site) => Select;
}

/** How many articles a list has, as it is kept: as cheap for a long list as for a short one. */
export const countOf = ({ relations: { counts } }: Site, list: Sql): Sql =>
  sql`coalesce((SELECT c.article_count FROM ${counts} c WHERE c.id = ${list}), 0)`;
