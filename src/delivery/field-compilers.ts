// The compilers of all fields of the query type.
import sql, { empty } from 'sql-template-tag';
import type { Query } from '../graphql/generated/delivery.js';
import { articleFields } from './articles/article.fields.js';
import type { FieldCompiler, FieldCompilers } from './compiler/compile-context.js';
import { nodeFields } from './nodes/node.fields.js';
import { searchFields } from './search/search.fields.js';
import { tagAndAuthorFields } from './tags-and-authors/tags-and-authors.fields.js';

export const FIELD_COMPILERS: Readonly<Record<string, FieldCompiler>> = {
  ...articleFields,
  ...tagAndAuthorFields,
  ...searchFields,
  ...nodeFields,
  __typename: () => ({ json: sql`to_json('Query'::text)`, tags: undefined, from: empty }),
} satisfies FieldCompilers<keyof Query> & Record<'__typename', FieldCompiler>;
