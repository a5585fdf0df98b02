// The server as `npm run build` makes it, for tests that run it as a process: made anew for each test run, from the sources
// as they are, which takes seconds without a look at their types.
import { transformFile } from '@swc/core';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bundle, keepCompiled } from '../../scripts/bundle.js';

/** The bundle is in `dist`, from where it finds packages and files. */
export async function bundled(): Promise<{ readonly dist: string; remove(): Promise<void> }> {
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'copydesk-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await Promise.all(['prisma', 'generated'].map((name) => symlink(resolve(name), join(folder, name))));
  const files = await readdir('src', { recursive: true });
  await Promise.all(
    files.map(async (file) => {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) return;
      const target = join(folder, 'build', file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, (await transformFile(join('src', file))).code);
    }),
  );
  const dist = join(folder, 'dist');
  await bundle(join(folder, 'build'), dist);
  // Meanwhile the first tests run.
  const kept = keepCompiled(dist).catch(console.error);
  return { dist, remove: () => kept.finally(() => rm(folder, { recursive: true })) };
}
