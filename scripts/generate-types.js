// Types of both APIs, from their SDL: `npm run generate` writes them, git does not keep them.
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { concatAST, parse, Source } from 'graphql';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const FOLDER = join(SRC, 'graphql/generated');

const CONFIG = {
  useTypeImports: true,
  enumsAsTypes: true,
  skipTypename: true,
  emitLegacyCommonJSImports: false,
  scalars: { DateTime: 'Date', ID: 'string' },
};

async function sdlOf(api) {
  const files = (await readdir(join(SRC, api), { recursive: true })).filter((file) =>
    file.endsWith('.graphql'),
  );
  const parsed = files.sort().map(async (file) => {
    const path = join(SRC, api, file);
    return parse(new Source(await readFile(path, 'utf8'), path));
  });
  return concatAST(await Promise.all(parsed));
}

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
