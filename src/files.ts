// Where the files lie that are read beside the code. In src as in dist, where all code is bundled into, this module lies
// just below the project's folder.
import { fileURLToPath } from 'node:url';

/** @param path from src, or from dist */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const MIGRATIONS = at('../prisma/migrations');
export const DATA_MODEL = at('../prisma/schema.prisma');
export const DEMO = at('../prisma/demo');
export const EXPLORER = at('../generated/explorer');
/** The folder with the SDL of delivery. */
export const DELIVERY_SDL = at('delivery');
/** The SDL of an API, beside the code that answers it. */
export const sdlOf = (wing: 'delivery' | 'desk'): string[] => [`${at(wing)}/**/*.graphql`];
