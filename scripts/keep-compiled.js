// Keeps what V8 has compiled of a bundle once all that a server loads is loaded. `node scripts/keep-compiled.js FOLDER`
import { renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const { programs, script } = await import(pathToFileURL(join(folder, 'program.js')).href);
await programs.start();
await programs.server();

// All or nothing: half a file is not always known as such.
const file = join(folder, 'programs.v8');
writeFileSync(`${file}.new`, script.createCachedData());
renameSync(`${file}.new`, file);
