// The server as `npm run build` makes it, for tests that run it: made anew for each test run from the sources as they are,
// without a look at their types.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from '../../scripts/bundle.js';
import { compile } from '../../scripts/compile.js';

/** The bundle is in `dist`, below this checkout's node_modules, where it finds the packages that it leaves outside. */
export async function bundled(): Promise<{ readonly dist: string; remove(): Promise<void> }> {
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'copydesk-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await compile(join(folder, 'build'));
  const dist = join(folder, 'dist');
  await bundle(join(folder, 'build'), dist);
  return { dist, remove: () => rm(folder, { recursive: true }) };
}
