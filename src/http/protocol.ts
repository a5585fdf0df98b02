// HTTP rules for all requests and responses: a response may not be cached unless its route says so, browsers may not sniff its
// type, each API accepts only its own methods, and a body is JSON in UTF-8.
import {
  BadRequestException,
  type HttpException,
  MethodNotAllowedException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';

const METHODS = new Map([
  [DELIVERY_PATH, ['GET', 'HEAD', 'POST']],
  [DESK_PATH, ['POST']],
]);

/** To be called before any route is registered. */
export function setResponseDefaults(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.header('Cache-Control', 'private, no-store').header('X-Content-Type-Options', 'nosniff');
    done();
  });
}

/**
 * To be called before any route is registered.
 * @returns whether a GET route matches a path
 */
export function collectGetRoutes(server: FastifyInstance): (path: string) => boolean {
  const paths = new Set<string>();
  server.addHook('onRoute', ({ url, method }) => {
    if (method === 'GET') paths.add(url);
  });
  const covers = (pattern: string, path: string) =>
    pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1));
  return (path) => paths.has(path) || [...paths].some((pattern) => covers(pattern, path));
}

/**
 * To be called before the routes of the APIs are registered; after CORS, so that refusals have its headers too; and after the
 * explorer, whose page answers GET requests at the paths of the APIs.
 * @param hasGetRoute whether a GET route matches a path
 */
export function registerProtocol(server: FastifyInstance, hasGetRoute: (path: string) => boolean): void {
  // Leaves application/json alone, which a page of another origin cannot post without a preflight.
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // Otherwise each invalid byte would be stored as U+FFFD.
    if (!isUtf8(body)) return done(new BadRequestException('The body is not UTF-8.'), undefined);
    return parseJson(request, body.toString(), done);
  });

  server.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request);
    const methods = METHODS.get(path);
    // cors.ts has answered preflights already.
    if (request.method === 'OPTIONS' && (methods !== undefined || hasGetRoute(path)))
      return sendAllowed(reply, methods ?? ['GET', 'HEAD']);
    if (methods === undefined) return done();
    if (!methods.includes(request.method)) reply.header('Allow', methods.join(', '));
    done(refusalOf(request, methods));
  });
}

const sendAllowed = (reply: FastifyReply, methods: readonly string[]): FastifyReply =>
  reply
    .status(204)
    .header('Allow', [...methods, 'OPTIONS'].join(', '))
    .send();

function refusalOf(request: FastifyRequest, methods: readonly string[]): HttpException | undefined {
  // Apollo's integration builds a URL from Host, or from what a proxy forwards in its place.
  if (!hasValidHost(request)) {
    return new BadRequestException('Host and what is forwarded in its place make no URL.');
  }
  if (!methods.includes(request.method)) {
    return new MethodNotAllowedException(`This address takes ${methods.join(' and ')}.`);
  }
  if (request.method !== 'POST') return undefined;
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (encoding.toLowerCase() !== 'identity') {
    return new UnsupportedMediaTypeException('Bodies are taken without a Content-Encoding.');
  }
  const [, charset] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    return new UnsupportedMediaTypeException('Bodies are taken in UTF-8 alone.');
  }
  return undefined;
}

/** The path that the router matched where it is an API's, otherwise the path as it was sent. */
const pathOf = ({ routeOptions, url }: FastifyRequest): string =>
  METHODS.has(routeOptions.url ?? '') ? (routeOptions.url ?? '') : (url.split('?', 1)[0] ?? url);

/** `URL.canParse` of Node 20 differs from the constructor for letters beyond ASCII. */
function hasValidHost({ protocol, hostname }: FastifyRequest): boolean {
  try {
    return Boolean(new URL(`${protocol}://${hostname}/`));
  } catch {
    return false;
  }
}
