// Anything by its id, whose prefix says what it is: however many ids and types, one statement, which serves all lists of ids.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { badUserInput } from '../../domain/errors.js';
import { typeOfId } from '../../domain/identity.js';
import { AUTHORS, TAGS, type NamedKind } from '../tags-and-authors/named-kind.js';
import { tagOrAuthorJson } from '../tags-and-authors/tag-or-author.json.js';
import { articleJson } from '../articles/article.json.js';
import { atMost, MAX_ID_LENGTH } from '../compiler/lookup.js';
import { mapPlaceholder } from '../compiler/placeholder.js';
import type { SelectedField } from '../compiler/selected-field.js';

import type { CompileContext, FieldCompilers } from '../compiler/compile-context.js';
import type { JsonSelect, Select } from '../compiler/json-select.js';

const MAX_IDS = 100;
const ID = raw('node.id');

const TYPES = ['Article', 'Tag', 'Author'] as const;
const NAMED_KINDS: Readonly<Record<string, NamedKind>> = { Tag: TAGS, Author: AUTHORS };

export const nodeFields: FieldCompilers<'node' | 'nodes'> = {
  node: (field, select, context) => {
    // The statement depends on the type that the id is of: all ids of a type share it.
    const type = field.derived('id', typeOfId);
    const given = field.placeholder<string>('id') ?? '';
    const id = mapPlaceholder(given, (value) => atMost(MAX_ID_LENGTH, 'id', value));
    context.addTags(id);
    const found = withId(field, select, context, type, sql`${id}`);
    return found ?? { json: sql`NULL::json`, tags: undefined, from: sql`` };
  },

  nodes: (field, select, context) => {
    const ids = mapPlaceholder(field.placeholder<string[]>('ids') ?? [], idsWithinLimits);
    context.addTags(ids);
    const found = TYPES.flatMap((type) => {
      const node = withId(field, select.child(), context, type, ID);
      return node === undefined ? [] : [select.subselect(node)];
    });
    return select.aggregate(
      sql`coalesce(json_agg(coalesce(${join(found)}) ORDER BY node.place), '[]')`,
      sql`unnest(${ids}::text[]) WITH ORDINALITY AS node (id, place)`,
    );
  },
};

function idsWithinLimits(ids: string[]): string[] {
  if (ids.length > MAX_IDS) {
    throw badUserInput([{ path: ['ids'], message: `ids may name ${MAX_IDS} at most, not ${ids.length}.` }]);
  }
  for (const id of ids) atMost(MAX_ID_LENGTH, 'ids', id);
  return ids;
}

/** undefined where delivery has no such type. */
function withId(
  field: SelectedField,
  select: JsonSelect,
  context: CompileContext,
  type: string | undefined,
  id: Sql,
): Select | undefined {
  if (type === 'Article') {
    const from = sql`${context.relations.articles} a`;
    return select.row(articleJson(field, select, context), from, sql`WHERE a.article_id = ${id}`);
  }
  const kind = NAMED_KINDS[type ?? ''];
  if (kind === undefined) return undefined;
  select.addTag(raw('named.id'));
  const from = sql`${context.relations[kind.relation]} named`;
  return select.row(tagOrAuthorJson(field, kind, select, context), from, sql`WHERE named.id = ${id}`);
}
