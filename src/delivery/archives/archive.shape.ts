// A tag or an author as JSON, with its archive where that is asked for. `archive` is its row.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { AskedField } from '../asked-field.js';
import { listKeyOf } from '../dependencies.js';
import { text, type Level, type Select } from '../sql/level.js';
import { countOf, type Site } from '../site.js';
import type { ArchiveKind } from './archive-kind.js';

const ID = raw('archive.id');

/** @returns an expression of its JSON; `level` comes to depend on it */
export function archiveShape(field: AskedField, { type }: ArchiveKind, level: Level, site: Site): Sql {
  const value = (part: AskedField): Sql => {
    switch (part.name) {
      case '__typename':
        return text(type);
      case 'articles':
        level.dependsOn(listKeyOf(ID));
        return level.nested(site.articlesOf(part, ID, level.below(), site));
      case 'articleCount':
        level.dependsOn(listKeyOf(ID));
        return countOf(site, ID);
      default:
        return raw(`archive.${part.name}`);
    }
  };
  return level.record(field.below(type).map((part) => [part.key, value(part)] as const));
}

/** Those that an article carries in a column of its own, in their order. */
export function archivesOf(
  field: AskedField,
  kind: ArchiveKind,
  column: Sql,
  level: Level,
  site: Site,
): Select {
  const shape = archiveShape(field, kind, level, site);
  return level.all(
    sql`coalesce(json_agg(${shape}), '[]')`,
    sql`jsonb_to_recordset(${column}) AS archive (id text, slug text, name text, ${raw(kind.text)} text)`,
  );
}
