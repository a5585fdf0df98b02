// A web app as `npm run generate` bundles it, and the routes of its files.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface BundleFile {
  readonly name: string;
  readonly type: string;
  readonly contents: Buffer;
  readonly gzipped: boolean;
}

export interface WebBundle {
  /** The file of the app's style sheet. */
  readonly style: string;
  /** The file of each entry point, by its name; `main` is the page's script. */
  readonly entries: Readonly<Record<string, string>>;
  /** Files that the main script cannot run without. */
  readonly imports: readonly string[];
  readonly files: readonly BundleFile[];
}

type Manifest = Omit<WebBundle, 'files'> & {
  readonly files: readonly Pick<BundleFile, 'name' | 'gzipped'>[];
};

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/**
 * Reads the whole bundle, so that one that is built anew does not take a running server's files away.
 * @param folder under generated/web
 */
export function readWebBundle(folder: string): WebBundle {
  const manifest = JSON.parse(read(folder, 'manifest.json').toString('utf8')) as Manifest;
  const files = manifest.files.map(({ name, gzipped }) => {
    const type = TYPES[extname(name)];
    if (!type) throw new Error(`A web app's bundle has a file of a kind that is not served: ${name}`);
    return { name, type, gzipped, contents: read(folder, gzipped ? `${name}.gz` : name) };
  });
  return { ...manifest, files };
}

function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    throw new Error(`The bundle in ${folder} is missing or incomplete. Build it with: npm run generate`, {
      cause: error,
    });
  }
}

/**
 * Serves the bundle's files. Their names change with their content, so browsers keep them for good.
 * @param path under which they lie, with its last slash
 */
export function registerBundleFiles(
  fastify: FastifyInstance,
  bundle: WebBundle,
  path: string,
  headers: Readonly<Record<string, string>>,
): void {
  for (const file of bundle.files) {
    fastify.get(path + file.name, { config: { isPublic: true } }, (request, reply) =>
      sendFile(file, headers, request, reply),
    );
  }
}

function sendFile(
  { type, contents, gzipped }: BundleFile,
  headers: Readonly<Record<string, string>>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.headers(headers).header('Cache-Control', 'public, max-age=31536000, immutable').type(type);
  if (!gzipped) return reply.send(contents);
  varyBy(reply, 'Accept-Encoding');
  const takesGzip = new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
  return takesGzip
    ? reply.header('Content-Encoding', 'gzip').send(contents)
    : reply.send(gunzipSync(contents));
}

export function varyBy(reply: FastifyReply, header: string): void {
  const others = String(reply.getHeader('Vary') ?? '').split(/, */);
  reply.header('Vary', [...new Set([...others, header])].filter(Boolean).join(', '));
}
