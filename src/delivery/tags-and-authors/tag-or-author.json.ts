// A tag or an author as JSON, with its articles where they are selected. `named` is its row.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { SelectedField } from '../compiler/selected-field.js';
import { listTagOf } from '../cache/cache-tags.js';
import { text, type JsonSelect, type Select } from '../compiler/json-select.js';
import { countOf, type CompileContext } from '../compiler/compile-context.js';
import type { NamedKind } from './named-kind.js';

const ID = raw('named.id');

/** @returns an expression of its JSON; adds its cache tags to `select` */
export function tagOrAuthorJson(
  field: SelectedField,
  { type }: NamedKind,
  select: JsonSelect,
  context: CompileContext,
): Sql {
  const value = (part: SelectedField): Sql => {
    switch (part.name) {
      case '__typename':
        return text(type);
      case 'articles':
        select.addTag(listTagOf(ID));
        return select.subselect(context.articlesOf(part, ID, select.child(), context));
      case 'articleCount':
        select.addTag(listTagOf(ID));
        return countOf(context, ID);
      default:
        return raw(`named.${part.name}`);
    }
  };
  return select.object(field.selections(type).map((part) => [part.key, value(part)] as const));
}

const needsId = (name: string) => ['articles', 'articleCount', '__typename'].includes(name);

/** Those that an article carries in a column of its own, in their order. */
export function tagsOrAuthorsOf(
  field: SelectedField,
  kind: NamedKind,
  column: Sql,
  select: JsonSelect,
  context: CompileContext,
): Select {
  const shape = tagOrAuthorJson(field, kind, select, context);
  const selected = field.selections(kind.type).map((part) => part.name);
  // Taking apart a column that is not selected costs as much as one that is. The lists are found by the id.
  const isNeeded = (name: string) => selected.includes(name) || (name === 'id' && selected.some(needsId));
  const carried = ['id', 'slug', 'name', kind.text].filter(isNeeded).map((name) => `${name} text`);
  return select.aggregate(
    sql`coalesce(json_agg(${shape}), '[]')`,
    sql`jsonb_to_recordset(${column}) AS named (${raw(carried.join(', '))})`,
  );
}
