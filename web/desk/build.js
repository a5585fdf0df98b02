// Bundles the desk, and fails where the bundle has grown over its limits. Run by `npm run generate`.
import { bundleWebApp, staticImports } from '../bundle.js';
import { basename } from 'node:path';

/** Gzipped: the scripts and the style sheet that the first screen waits for. It does not wait for fonts. */
const MAX_FIRST_LOAD_BYTES = 250_000;
/** Gzipped: what the write screen, with its editor, adds to that. */
const MAX_WRITING_BYTES = 220_000;
const WRITE_SCREEN = 'web/desk/screens/write/write.screen.tsx';

const { manifest, metafile, weights } = await bundleWebApp({
  app: 'desk',
  publicPath: '/desk/assets/',
  entryPoints: { main: 'web/desk/main.tsx', icon: 'web/icon.svg' },
  options: {
    loader: { '.woff2': 'file', '.svg': 'copy' },
  },
});

const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
const sum = (names) => names.reduce((total, name) => total + (weights.get(name) ?? 0), 0);
const first = [manifest.entries.main, ...manifest.imports, manifest.style];
const writeScreen = [...outputs].find(([, output]) => output.entryPoint === WRITE_SCREEN)?.[0];
const added =
  writeScreen === undefined
    ? []
    : [writeScreen, ...staticImports(outputs, writeScreen)].filter((name) => !first.includes(name));

export const WEIGHTS = { firstLoad: sum(first), writing: sum(added) };

if (WEIGHTS.firstLoad > MAX_FIRST_LOAD_BYTES || WEIGHTS.writing > MAX_WRITING_BYTES) {
  throw new Error(
    `The desk weighs ${WEIGHTS.firstLoad} bytes at first and ${WEIGHTS.writing} more with the write screen, gzipped; it may weigh ${MAX_FIRST_LOAD_BYTES} and ${MAX_WRITING_BYTES}.`,
  );
}
