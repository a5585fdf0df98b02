// What tools learn of both APIs by introspection: all that the SDL says, to the last description.
import {
  buildASTSchema,
  buildClientSchema,
  concatAST,
  getIntrospectionQuery,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdlFolder } from '../src/project-paths.js';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** What GraphiQL sends, with everything that it can ask. */
const QUERY = getIntrospectionQuery({
  ...{ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
  ...{ inputValueDeprecation: true, oneOf: true },
});

const printed = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

function schemaOfSdl(api: 'delivery' | 'desk'): GraphQLSchema {
  const folder = sdlFolder(api);
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) =>
    name.endsWith('.graphql'),
  );
  return buildASTSchema(concatAST(files.map((name) => parse(readFileSync(join(folder, name), 'utf8')))));
}

test.each(['delivery', 'desk'] as const)(
  'the %s API tells an explorer its whole schema, descriptions included',
  async (api) => {
    const { data, errors } = await app[api](QUERY);
    expect(errors).toBeUndefined();
    expect(printed(buildClientSchema(data))).toBe(printed(schemaOfSdl(api)));
  },
);
