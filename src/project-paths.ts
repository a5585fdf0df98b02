// Paths of the files that the programs read beside their code. `dist` has the same layout as the checkout, so every path is
// relative to one root: this module's folder in `dist`, where all code lies side by side, and the parent of `src` in the checkout.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isBundled = existsSync(new URL('prisma', import.meta.url));
const pathOf = (path: string): string =>
  fileURLToPath(new URL(isBundled ? path : `../${path}`, import.meta.url));

export const MIGRATIONS = pathOf('prisma/migrations');
export const DATA_MODEL = pathOf('prisma/schema.prisma');
export const PACKAGE_FILE = pathOf('package.json');
export const DEMO = pathOf('prisma/demo');
export const EXPLORER = pathOf('generated/web/explorer');
export const DESK_APP = pathOf('generated/web/desk');

/** The folder with the SDL of an API, beside the code that executes it. */
export const sdlFolder = (api: 'delivery' | 'desk'): string => fileURLToPath(new URL(api, import.meta.url));
