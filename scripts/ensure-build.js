// Runs before `npm start`: builds dist where it is missing or older than a source, and says why.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What dist is built from. */
const INPUTS = [
  'src',
  'web',
  'prisma',
  'scripts',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const GENERATED = /(^|\/)generated\//;

const reason = reasonToBuild();
if (reason !== undefined) {
  console.log(reason);
  if (existsSync(join(ROOT, 'node_modules/esbuild'))) {
    execFileSync('npm', ['run', 'build'], {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  } else {
    console.log('The packages that build it are not installed: `npm ci` installs them.');
    if (!existsSync(join(ROOT, 'dist/main.js'))) process.exit(1);
  }
}

/** Why dist has to be built; undefined where it is up to date. */
function reasonToBuild() {
  const built = statSync(join(ROOT, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return 'There is no build yet: building.';
  const newer = INPUTS.flatMap(filesIn).find((file) => statSync(join(ROOT, file)).mtimeMs > built);
  return newer && `The build in dist is older than ${newer}: building anew.`;
}

function filesIn(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((file) => !GENERATED.test(file));
}
