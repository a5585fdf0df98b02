// Runs a program of the bundle. V8 keeps what it compiled of it in a file, which makes a start shorter by a third; where the
// file does not fit the Node that runs, or is missing, V8 compiles anew.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname', '__url'];
const url = new URL('programs.cjs', import.meta.url).href;
const filename = fileURLToPath(url);
const compiled = fileURLToPath(new URL('programs.v8', import.meta.url));

/** Latin1, which V8 keeps in one byte a character: the bundle is ASCII. */
const source = `(function(${PARAMETERS.join()}){${readFileSync(filename, 'latin1')}\n})`;
const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;

/** What V8 has compiled, for the bundler to keep. */
export const script = new Script(source, { filename, cachedData });

const module = { exports: {} };
script.runInThisContext()(
  module.exports,
  createRequire(url),
  module,
  filename,
  fileURLToPath(new URL('.', url)),
  url,
);

/** Each loads what it needs when it is called. */
export const programs = module.exports;
