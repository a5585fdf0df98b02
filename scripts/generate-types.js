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

async function sdlOf(wing) {
  const files = (await readdir(join(SRC, wing), { recursive: true })).filter((file) =>
    file.endsWith('.graphql'),
  );
  const parsed = files.sort().map(async (file) => {
    const path = join(SRC, wing, file);
    return parse(new Source(await readFile(path, 'utf8'), path));
  });
  return concatAST(await Promise.all(parsed));
}

await mkdir(FOLDER, { recursive: true });
for (const wing of ['desk', 'delivery']) {
  const filename = join(FOLDER, `${wing}.ts`);
  const types = await codegen({
    filename,
    schema: await sdlOf(wing),
    documents: [],
    config: CONFIG,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  await writeFile(filename, types);
}
