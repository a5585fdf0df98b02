// Generates the types of both APIs from their SDL. Run by `npm run generate`; the types are not committed.
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sdlOf } from './sdl.js';

const FOLDER = fileURLToPath(new URL('../src/graphql/generated', import.meta.url));

const CONFIG = {
  useTypeImports: true,
  enumsAsTypes: true,
  skipTypename: true,
  emitLegacyCommonJSImports: false,
  scalars: { DateTime: 'Date', ID: 'string' },
};

await mkdir(FOLDER, { recursive: true });
for (const api of ['desk', 'delivery']) {
  const filename = join(FOLDER, `${api}.ts`);
  const types = await codegen({
    filename,
    schema: await sdlOf(api),
    documents: [],
    config: CONFIG,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  await writeFile(filename, types);
}
