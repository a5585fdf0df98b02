// `npm run generate`: generates what is not committed: Prisma's client, the types of both APIs, and the bundles of the web apps.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const prisma = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url));

await Promise.all([
  promisify(execFile)(process.execPath, [prisma, 'generate']),
  import('./generate-types.js'),
  import('../web/explorer/build.js'),
  import('../web/desk/generate-types.js').then(() => import('../web/desk/build.js')),
]);
