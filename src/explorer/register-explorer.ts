// Serves the API explorer: its page at an API's address, for requests that prefer HTML, and the files of its bundle. All other
// requests to those addresses go on to the APIs, which know nothing of it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { gunzipSync } from 'node:zlib';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { type BundleFile, readExplorerBundle } from './explorer-bundle.js';
import { BUNDLE_PATH, explorerPage, SECURITY_HEADERS } from './explorer-page.js';

/** In the order of preference where a request has none. */
const API_TYPES = ['application/graphql-response+json', 'application/json'];

/** To be called before the routes of the APIs are registered. Throws where the bundle has not been built. */
export function registerExplorer(
  fastify: FastifyInstance,
  { explorer }: { readonly explorer: boolean },
): void {
  if (!explorer) return;
  const bundle = readExplorerBundle();
  const pages = new Map([
    [DELIVERY_PATH, explorerPage('delivery', bundle)],
    [DESK_PATH, explorerPage('desk', bundle)],
  ]);

  const pageAt = ({ method, url }: FastifyRequest): string | undefined =>
    method === 'GET' ? pages.get(url.split('?', 1)[0] ?? url) : undefined;

  fastify.addHook('onRequest', async (request, reply) => {
    const page = pageAt(request);
    if (page === undefined || !prefersHtml(request)) return;
    return reply
      .headers(SECURITY_HEADERS)
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  });

  // On the API's own responses too: a cache must not send them to a browser that requests the page.
  fastify.addHook('onSend', async (request, reply) => {
    if (pageAt(request) !== undefined) vary(reply, 'Accept');
  });

  for (const file of bundle.files) {
    fastify.get(BUNDLE_PATH + file.name, { config: { isPublic: true } }, (request, reply) =>
      sendFile(file, request, reply),
    );
  }
}

function sendFile({ type, gzipped }: BundleFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  vary(reply, 'Accept-Encoding');
  reply.headers(SECURITY_HEADERS).header('Cache-Control', 'public, max-age=31536000, immutable').type(type);
  const takesGzip = new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
  return takesGzip ? reply.header('Content-Encoding', 'gzip').send(gzipped) : reply.send(gunzipSync(gzipped));
}

const prefersHtml = (request: FastifyRequest): boolean =>
  new Negotiator(request.raw).mediaType([...API_TYPES, 'text/html']) === 'text/html';

function vary(reply: FastifyReply, header: string): void {
  const others = String(reply.getHeader('Vary') ?? '').split(/, */);
  reply.header('Vary', [...new Set([...others, header])].filter(Boolean).join(', '));
}
