// Serves the API explorer: its page at an API's address, for requests that prefer HTML, and the files of its bundle. All other
// requests to those addresses go on to the APIs, which know nothing of it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { EXPLORER } from '../project-paths.js';
import { EXPLORER_FILES, explorerPage, SECURITY_HEADERS } from './explorer-page.js';
import { readWebBundle, registerBundleFiles, varyBy } from './web-bundle.js';

/** In the order of preference where a request has none. */
const API_TYPES = ['application/graphql-response+json', 'application/json'];

/** To be called before the routes of the APIs are registered. Throws where the bundle has not been built. */
export function registerExplorer(
  fastify: FastifyInstance,
  { explorer }: { readonly explorer: boolean },
): void {
  if (!explorer) return;
  const bundle = readWebBundle(EXPLORER);
  const pages = new Map([
    [DELIVERY_PATH, explorerPage('delivery', bundle)],
    [DESK_PATH, explorerPage('desk', bundle)],
  ]);

  const pageAt = ({ method, url }: FastifyRequest): string | undefined =>
    method === 'GET' || method === 'HEAD' ? pages.get(url.split('?', 1)[0] ?? url) : undefined;

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
    if (pageAt(request) !== undefined) varyBy(reply, 'Accept');
  });

  registerBundleFiles(fastify, bundle, EXPLORER_FILES, SECURITY_HEADERS);
}

const prefersHtml = (request: FastifyRequest): boolean =>
  new Negotiator(request.raw).mediaType([...API_TYPES, 'text/html']) === 'text/html';
