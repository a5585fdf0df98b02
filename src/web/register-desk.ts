// Serves the desk in the browser: one page at every address under /desk/, which shows the screen that the address names, and
// the files of its bundle. What it shows comes from the desk API alone.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DESK_APP } from '../project-paths.js';
import { DESK_APP_PATH, DESK_FILES, deskPage, FILE_HEADERS } from './desk-page.js';
import { readWebBundle, registerBundleFiles } from './web-bundle.js';

export interface DeskAppOptions {
  readonly desk: boolean;
  readonly sitePreviewUrl?: string | undefined;
}

/** To be called before controllers register their routes. Throws where the bundle has not been built. */
export function registerDesk(fastify: FastifyInstance, { desk, sitePreviewUrl }: DeskAppOptions): void {
  if (!desk) return;
  const bundle = readWebBundle(DESK_APP);
  const config = { isPublic: true };
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => {
    const { html, headers } = deskPage(bundle, sitePreviewUrl);
    return reply.headers(headers).type('text/html; charset=utf-8').send(html);
  };
  const toDesk = (_request: FastifyRequest, reply: FastifyReply) => reply.redirect(DESK_APP_PATH, 302);
  registerBundleFiles(fastify, bundle, DESK_FILES, FILE_HEADERS);
  fastify.get('/', { config }, toDesk);
  fastify.get(DESK_APP_PATH.slice(0, -1), { config }, toDesk);
  fastify.get(`${DESK_APP_PATH}*`, { config }, (request, reply) =>
    // A file of a bundle that is no more: never the page, which a browser would keep under that name.
    request.url.startsWith(DESK_FILES) ? reply.callNotFound() : sendPage(request, reply),
  );
}
