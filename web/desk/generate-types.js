// Writes web/desk/generated/operations.ts: every document in the desk's .graphql files as a string, with the types of its
// variables and its result, by the SDL of the desk API. Run by `npm run generate`.
import { codegen } from '@graphql-codegen/core';
import * as documents from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse, Source } from 'graphql';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sdlOf } from '../../scripts/sdl.js';

const DESK = fileURLToPath(new URL('.', import.meta.url));

const names = (await readdir(DESK, { recursive: true })).filter((name) => name.endsWith('.graphql')).sort();
const sources = await Promise.all(
  names.map(async (name) => {
    const location = join(DESK, name);
    return { location, document: parse(new Source(await readFile(location, 'utf8'), location)) };
  }),
);
const filename = join(DESK, 'generated/operations.ts');
const code = await codegen({
  filename,
  schema: await sdlOf('desk'),
  documents: sources,
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    skipTypename: true,
    documentMode: 'string',
    scalars: { DateTime: 'string', ID: 'string' },
  },
  plugins: [{ operations: {} }, { documents: {} }],
  pluginMap: { operations, documents },
});
await mkdir(join(DESK, 'generated'), { recursive: true });
await writeFile(filename, code);
