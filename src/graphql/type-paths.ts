// Where an API's SDL lies, beside the code that answers it: in src as in dist.
import { fileURLToPath } from 'node:url';

export const typePaths = (wing: 'delivery' | 'desk'): string[] => [
  fileURLToPath(new URL(`../${wing}`, import.meta.url)) + '/**/*.graphql',
];
