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

const needsId = (name: string) => ['articles', 'articleCount', '__typename'].includes(name);

/** Those that an article carries in a column of its own, in their order. */
export function archivesOf(
  field: AskedField,
  kind: ArchiveKind,
  column: Sql,
  level: Level,
  site: Site,
): Select {
  const shape = archiveShape(field, kind, level, site);
  const asked = field.below(kind.type).map((part) => part.name);
  // Taking apart what nobody asked for would cost as much as what somebody did; the lists are found by the id.
  const isAsked = (name: string) => asked.includes(name) || (name === 'id' && asked.some(needsId));
  const carried = ['id', 'slug', 'name', kind.text].filter(isAsked).map((name) => `${name} text`);
  return level.all(
    sql`coalesce(json_agg(${shape}), '[]')`,
    sql`jsonb_to_recordset(${column}) AS archive (${raw(carried.join(', '))})`,
  );
}
