// Paths of the files that the programs read beside their code. `dist` repeats the layout of the checkout, so every path is
// relative to one root: the folder of this module in `dist`, where all code lies side by side, and its parent in `src`.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isBundled = existsSync(new URL('prisma', import.meta.url));
const root = (path: string): string =>
  fileURLToPath(new URL(isBundled ? path : `../${path}`, import.meta.url));

export const MIGRATIONS = root('prisma/migrations');
export const DATA_MODEL = root('prisma/schema.prisma');
export const PACKAGE_FILE = root('package.json');
export const DEMO = root('prisma/demo');
export const EXPLORER = root('generated/web/explorer');
export const DESK_APP = root('generated/web/desk');

/** The folder with the SDL of an API, beside the code that executes it. */
export const sdlFolder = (api: 'delivery' | 'desk'): string => fileURLToPath(new URL(api, import.meta.url));
