// The fields of the query type that give tags and authors. The relations hold only those that have a live article.
import sql, { raw } from 'sql-template-tag';
import type { TagOrder } from '../../graphql/generated/delivery.js';
import { cursorRange, ordered, type Keyset } from '../../graphql/paging.js';
import type { SelectedField } from '../compiler/selected-field.js';
import { ALL_OF, listTag, SITE } from '../cache/cache-tags.js';
import { lookup } from '../compiler/lookup.js';
import type { CompileContext, FieldCompiler, FieldCompilers } from '../compiler/compile-context.js';
import { connection, positionIn } from '../compiler/connection.js';
import { pageOf } from '../compiler/page-args.js';
import type { JsonSelect, Select } from '../compiler/json-select.js';
import { AUTHORS, TAGS, type NamedKind } from './named-kind.js';
import { tagOrAuthorJson } from './tag-or-author.json.js';

const ID = { expression: raw('named.id'), type: 'text' } as const;
/** As people sort: capitals and accents after letters, and 2 before 10. */
const NAME = { expression: raw('named.name COLLATE delivery.people'), type: 'text' } as const;
const COUNT = { expression: raw('named.article_count'), type: 'int8', descending: true } as const;

const ORDERS: Readonly<Record<TagOrder, Keyset>> = {
  NAME: { name: 'name', columns: [NAME, ID] },
  ARTICLE_COUNT: { name: 'count', columns: [COUNT, NAME, ID] },
};

export const tagAndAuthorFields: FieldCompilers<'tag' | 'tags' | 'author' | 'authors'> = {
  tag: oneOf(TAGS),
  author: oneOf(AUTHORS),
  tags: (field, select, context) => {
    const orderBy = field.value<TagOrder>('orderBy');
    return compileConnection(field, select, context, TAGS, ORDERS[orderBy]);
  },
  authors: (field, select, context) => compileConnection(field, select, context, AUTHORS, ORDERS.NAME),
};

function oneOf(kind: NamedKind): FieldCompiler {
  return (field, select, context) => {
    const row = { relation: sql`${context.relations[kind.relation]} named`, id: ID.expression };
    const { from, where } = lookup(field, kind.slugs, row, context);
    select.addTag(ID.expression);
    return select.row(tagOrAuthorJson(field, kind, select, context), from, where);
  };
}

function compileConnection(
  field: SelectedField,
  select: JsonSelect,
  context: CompileContext,
  kind: NamedKind,
  keyset: Keyset,
): Select {
  const page = pageOf(field, keyset);
  const relation = context.relations[kind.relation];
  context.addTags(listTag(SITE), ALL_OF[kind.relation]);
  return connection(field, select, {
    type: `${kind.type}Connection`,
    page,
    keyset,
    keys: keyset.columns.map((column) => column.expression),
    rows: (limit, numbered) => sql`(
      SELECT *${numbered ? positionIn(page, keyset) : raw('')} FROM (
        SELECT named.* FROM ${relation} named
        WHERE true${cursorRange(page, keyset)} ${ordered(page, keyset, limit)}
      ) named) named`,
    row: raw('named'),
    node: (part) => {
      select.addTag(ID.expression);
      return tagOrAuthorJson(part, kind, select, context);
    },
    total: () => sql`(SELECT count(*) FROM ${relation} named)`,
  });
}
