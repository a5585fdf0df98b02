// `npm run dev`: builds the server and the web apps without checking their types, starts the server, and does both again
// whenever a source changes. The server stores its data in DATA_DIR, as under `npm start`.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from './bundle.js';
import { compile } from './compile.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** An editor writes a file in several steps. */
const DEBOUNCE_MS = 150;

const runNode = (...args) => promisify(execFile)(process.execPath, args, { cwd: ROOT });
/** What has to be generated again when certain files change, beside the bundle. */
const STEPS = [
  {
    matches: /^prisma\/schema\.prisma$/,
    run: () => runNode('node_modules/prisma/build/index.js', 'generate'),
  },
  { matches: /^src\/.*\.graphql$/, run: () => runNode('scripts/generate-types.js') },
  { matches: /^(web\/explorer\/|web\/bundle\.js)/, run: () => runNode('web/explorer/build.js') },
  {
    matches: /^(web\/desk\/|web\/bundle\.js|src\/desk\/.*\.graphql$)/,
    run: async () => {
      await runNode('web/desk/generate-types.js');
      await runNode('web/desk/build.js');
    },
  },
];

let server;
let changed = new Set();
let timer;
let building = Promise.resolve();

await runNode('scripts/generate.js');
await rebuild();
for (const folder of ['src', 'web', 'prisma']) {
  watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
    if (name === null || /(^|\/)generated(\/|$)/.test(name)) return;
    changed.add(`${folder}/${name}`);
    clearTimeout(timer);
    timer = setTimeout(() => (building = building.then(applyChanges)), DEBOUNCE_MS);
  });
}

async function applyChanges() {
  const files = [...changed];
  changed = new Set();
  if (files.length === 0) return;
  console.log(`Changed: ${files.join(', ')}`);
  try {
    for (const step of STEPS) if (files.some((file) => step.matches.test(file))) await step.run();
    await rebuild();
  } catch (error) {
    // A source does not compile yet. The running server goes on.
    console.error(error instanceof Error ? error.message : error);
  }
}

async function rebuild() {
  await compile(join(ROOT, 'build'));
  await stopServer();
  await bundle(join(ROOT, 'build'), join(ROOT, 'dist'));
  server = spawn(process.execPath, [join(ROOT, 'dist/main.js')], { stdio: 'inherit' });
}

async function stopServer() {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await stopServer();
    process.exit(0);
  });
}
