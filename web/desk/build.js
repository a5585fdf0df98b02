// Bundles the desk, and holds it to its weights. Run by `npm run generate`.
import { bundleWebApp, staticImports } from '../bundle.js';
import { basename } from 'node:path';

/** Bytes, gzipped: the scripts and the style sheet that the first screen waits for; fonts are drawn in when they come. */
const FIRST_LOAD_LIMIT = 250_000;
/** What the write screen, with its editor, adds to that. */
const WRITING_LIMIT = 220_000;
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

if (WEIGHTS.firstLoad > FIRST_LOAD_LIMIT || WEIGHTS.writing > WRITING_LIMIT) {
  throw new Error(
    `The desk weighs ${WEIGHTS.firstLoad} bytes at first and ${WEIGHTS.writing} more with the write screen, gzipped; it may weigh ${FIRST_LOAD_LIMIT} and ${WRITING_LIMIT}.`,
  );
}
