// Reads the SDL of an API, whose files lie beside the code of its features.
import { concatAST, parse, Source } from 'graphql';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** @param {'delivery' | 'desk'} api */
export async function sdlOf(api) {
  const files = (await readdir(join(SRC, api), { recursive: true })).filter((file) =>
    file.endsWith('.graphql'),
  );
  const parsed = files.sort().map(async (file) => {
    const path = join(SRC, api, file);
    return parse(new Source(await readFile(path, 'utf8'), path));
  });
  return concatAST(await Promise.all(parsed));
}
