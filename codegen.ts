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

const config: CodegenConfig = {
  emitLegacyCommonJSImports: false,
  generates: {
    'src/graphql/generated/desk.ts': { ...shared, schema: 'src/desk/**/*.graphql' },
    'src/graphql/generated/delivery.ts': { ...shared, schema: 'src/delivery/**/*.graphql' },
  },
};

export default config;
