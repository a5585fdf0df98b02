// The bundle as it lies in generated/web/explorer.

import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { EXPLORER } from '../project-paths.js';

export interface BundleFile {
  readonly name: string;
  readonly type: string;
  readonly gzipped: Buffer;
}

export interface ExplorerBundle {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly workers: Readonly<Record<'editor' | 'graphql' | 'json', string>>;
  readonly files: readonly BundleFile[];
}

type Manifest = Omit<ExplorerBundle, 'files'> & { readonly files: readonly string[] };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Reads the whole bundle, about 1.6 MB, so that a bundle built anew does not take a running server's files away. */
export function readExplorerBundle(): ExplorerBundle {
  const manifest = JSON.parse(read('manifest.json').toString('utf8')) as Manifest;
  const files = manifest.files.map((name) => {
    const type = TYPES[extname(name)];
    if (!type) throw new Error(`The explorer's bundle has a file of a kind that is not served: ${name}`);
    return { name, type, gzipped: read(`${name}.gz`) };
  });
  return { ...manifest, files };
}

function read(name: string): Buffer {
  try {
    return readFileSync(join(EXPLORER, name));
  } catch (error) {
    throw new Error("The API explorer's bundle is missing or incomplete. Build it with: npm run generate", {
      cause: error,
    });
  }
}
