import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of both APIs, from their SDL: `npm run generate` writes them, git does not keep them. */
const shared = {
  plugins: ['typescript', 'typescript-resolvers'],
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    skipTypename: true,
    scalars: { DateTime: 'Date', ID: 'string' },
  },
};

const row = (name: string) => `../../delivery/rows.js#${name}`;

/** What delivery's resolvers give for a type, where that is not the type's own shape. */
const mappers = {
  Article: row('ArticleRow'),
  Body: row('ArticleRow'),
  Seo: row('ArticleRow'),
  Tag: row('TagRow'),
  Author: row('AuthorRow'),
  ArticleConnection: row('ArticlePage'),
  TagConnection: row('TagPage'),
  AuthorConnection: row('AuthorPage'),
  SearchConnection: row('SearchPage'),
};

const config: CodegenConfig = {
  emitLegacyCommonJSImports: false,
  generates: {
    'src/graphql/generated/desk.ts': { ...shared, schema: 'src/desk/**/*.graphql' },
    'src/graphql/generated/delivery.ts': {
      ...shared,
      schema: 'src/delivery/**/*.graphql',
      config: { ...shared.config, mappers },
    },
  },
};

export default config;
