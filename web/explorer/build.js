// Bundles what the browser loads into generated/web/explorer: gzipped files, named by the hash of their content, and
// manifest.json, which tells the server what each is for. Run by `npm run generate`; it needs no network.

import { build } from 'esbuild';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'generated/web/explorer');

const entryPoints = {
  explorer: 'web/explorer/explorer.tsx',
  icon: 'web/explorer/icon.svg',
  'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
  'graphql.worker': 'node_modules/monaco-graphql/esm/graphql.worker.js',
  'json.worker': 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js',
};

const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  outdir,
  publicPath: '/explorer/',
  bundle: true,
  splitting: true,
  format: 'esm',
  // GraphiQL asks for Prettier's parsers by the names they had of old: CommonJS, in which it finds no parser once bundled.
  alias: {
    'prettier/parser-babel': 'prettier/plugins/babel',
    'prettier/parser-graphql': 'prettier/plugins/graphql',
  },
  target: ['chrome123', 'firefox121', 'safari17.5'],
  jsx: 'automatic',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.svg': 'copy' },
  metafile: true,
  write: false,
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
  name: basename(path),
  ...output,
}));
const outputOf = (entryPoint) => {
  const output = outputs.find((candidate) => candidate.entryPoint === entryPoint);
  if (!output) throw new Error(`Nothing was bundled from ${entryPoint}`);
  return output;
};

const explorer = outputOf(entryPoints.explorer);
const style = basename(explorer.cssBundle);
// The explorer's style sheet holds those of its chunks too; theirs would be loaded by nobody.
const files = outputFiles
  .map(({ path, contents }) => ({ name: basename(path), contents }))
  .filter(({ name }) => extname(name) !== '.css' || name === style);

const manifest = {
  script: explorer.name,
  style,
  icon: outputOf(entryPoints.icon).name,
  workers: {
    editor: outputOf(entryPoints['editor.worker']).name,
    graphql: outputOf(entryPoints['graphql.worker']).name,
    json: outputOf(entryPoints['json.worker']).name,
  },
  files: files.map(({ name }) => name).sort(),
};

await mkdir(outdir, { recursive: true });
await Promise.all(
  files.map(({ name, contents }) => writeFile(join(outdir, `${name}.gz`), gzipSync(contents))),
);
// Last, and at once: a server that starts meanwhile reads the manifest of one bundle or of the other.
const unfinished = join(outdir, `manifest.${process.pid}.tmp`);
await writeFile(unfinished, JSON.stringify(manifest, null, 2));
await rename(unfinished, join(outdir, 'manifest.json'));

const kept = new Set(['manifest.json', ...manifest.files.map((name) => `${name}.gz`)]);
const stale = (await readdir(outdir)).filter((name) => !kept.has(name));
await Promise.all(stale.map((name) => rm(join(outdir, name), { force: true })));
