// Bundles a web app into generated/web/<app>: files named by the hash of their content, gzipped where that helps, and
// manifest.json, which tells the server what each is for. It needs no network.
import { build } from 'esbuild';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Compressed already. */
const KEPT_AS_IS = new Set(['.woff2', '.png']);

/**
 * @param app its folder under web/ and generated/web/
 * @param entryPoints by name; the one named `main` is the page's script, and its style sheet is the app's
 * @param options more of esbuild's
 * @returns the manifest, and what each file weighs as it is sent, in bytes
 */
export async function bundleWebApp({ app, publicPath, entryPoints, options }) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    outdir: join(ROOT, 'generated/web', app),
    publicPath,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    write: false,
    logLevel: 'warning',
    ...options,
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const main = outputOf(outputs, entryPoints.main);
  const style = basename(outputs.get(main).cssBundle);
  // The main style sheet holds those of its chunks too; theirs would be loaded by nobody.
  const files = outputFiles
    .map(({ path, contents }) => ({ name: basename(path), contents }))
    .filter(({ name }) => extname(name) !== '.css' || name === style)
    .map((file) => ({ ...file, gzipped: !KEPT_AS_IS.has(extname(file.name)) }))
    .map((file) => ({ ...file, sent: file.gzipped ? gzipSync(file.contents) : file.contents }));
  const manifest = {
    style,
    entries: Object.fromEntries(
      Object.entries(entryPoints).map(([name, path]) => [name, outputOf(outputs, path)]),
    ),
    imports: staticImports(outputs, main),
    files: files.map(({ name, gzipped }) => ({ name, gzipped })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  await write(join(ROOT, 'generated/web', app), files, manifest);
  return { manifest, metafile, weights: new Map(files.map(({ name, sent }) => [name, sent.length])) };
}

function outputOf(outputs, entryPoint) {
  const found = [...outputs].find(([, output]) => output.entryPoint === entryPoint);
  if (!found) throw new Error(`Nothing was bundled from ${entryPoint}`);
  return found[0];
}

/** The chunks that a script cannot run without, itself not among them. */
export function staticImports(outputs, script, seen = new Set([script])) {
  for (const { path, kind } of outputs.get(script)?.imports ?? []) {
    const name = basename(path);
    if (kind !== 'import-statement' || seen.has(name)) continue;
    seen.add(name);
    staticImports(outputs, name, seen);
  }
  return [...seen].filter((name) => name !== script);
}

async function write(folder, files, manifest) {
  await mkdir(folder, { recursive: true });
  const nameOf = ({ name, gzipped }) => (gzipped ? `${name}.gz` : name);
  await Promise.all(files.map((file) => writeFile(join(folder, nameOf(file)), file.sent)));
  // Last, and at once: a server that starts meanwhile reads the manifest of one bundle or of the other.
  const unfinished = join(folder, `manifest.${process.pid}.tmp`);
  await writeFile(unfinished, JSON.stringify(manifest, null, 2));
  await rename(unfinished, join(folder, 'manifest.json'));
  const kept = new Set(['manifest.json', ...files.map(nameOf)]);
  const stale = (await readdir(folder)).filter((name) => !kept.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
