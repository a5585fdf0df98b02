// Compiles the server's sources in a second, without checking their types: for tests and for `npm run dev`. `npm run build` uses
// `nest build`, which checks them.
import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** @param {string} folder where the compiled files go; it is emptied first */
export async function compile(folder) {
  await rm(folder, { recursive: true, force: true });
  const files = (await readdir(SRC, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  await Promise.all(
    files.map(async (file) => {
      const target = join(folder, file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, (await transformFile(join(SRC, file))).code);
    }),
  );
}
