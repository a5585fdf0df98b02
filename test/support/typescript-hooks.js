// Lets plain Node run our TypeScript from its sources, as Jest does: decorators and all, which Node's own type stripping
// leaves out. `node --import ./test/support/typescript.js file.ts`

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

export async function resolve(specifier, context, next) {
  const isOurs = specifier.startsWith('.') ? isTypeScript(context.parentURL) : isOfThread(specifier);
  if (isOurs && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** The file that a worker thread begins with. */
const isOfThread = (specifier) => specifier.startsWith('file:');

/** Jest asks for each test file with a time behind it. */
const isTypeScript = (url) => /\.ts(\?\d+)?$/.test(url ?? '');

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !isTypeScript(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { filename });
  return { source: code, format: 'module', shortCircuit: true };
}
