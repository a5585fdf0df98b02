// What holds for every request and response, whatever it says: nobody may cache a response unless its route says so, no browser may
// take it for another type, and each API takes its own methods, and JSON in UTF-8 alone.
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

/**
 * To be called before any route is registered.
 * @returns whether there is something to GET at a path
 */
export function setResponseDefaults(server: FastifyInstance): (path: string) => boolean {
  const paths = new Set<string>();
  server.addHook('onRoute', ({ url, method }) => {
    if (method === 'GET') paths.add(url);
  });
  server.addHook('onRequest', (_request, reply, done) => {
    reply.header('Cache-Control', 'private, no-store').header('X-Content-Type-Options', 'nosniff');
    done();
  });
  const covers = (pattern: string, path: string) =>
    pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1));
  return (path) => paths.has(path) || [...paths].some((pattern) => covers(pattern, path));
}

/**
 * To be called before the routes of the APIs are registered, after CORS, whose headers refusals have too, and after the explorer,
 * which takes what is its own.
 * @param isReadable whether there is something to GET at a path that is no API's
 */
export function registerProtocol(server: FastifyInstance, isReadable: (path: string) => boolean): void {
  // Only application/json is left, which no page of another origin can post without asking first.
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // Decoded all the same, each byte that is none would be stored as U+FFFD.
    if (!isUtf8(body)) return done(new BadRequestException('The body is not UTF-8.'), undefined);
    return parseJson(request, body.toString(), done);
  });

  server.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request);
    const methods = METHODS.get(path);
    // A preflight has got its answer by now.
    if (request.method === 'OPTIONS' && (methods !== undefined || isReadable(path)))
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
  // Of Host, or what a proxy forwards in its place: Apollo's integration makes a URL of it.
  if (!makesUrl(request)) {
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

/** As the router understood it, where it found something; else as it was written. */
const pathOf = ({ routeOptions, url }: FastifyRequest): string =>
  METHODS.has(routeOptions.url ?? '') ? (routeOptions.url ?? '') : (url.split('?', 1)[0] ?? url);

/** Not by `URL.canParse`, which in Node 20 differs from the constructor for letters beyond ASCII. */
function makesUrl({ protocol, hostname }: FastifyRequest): boolean {
  try {
    return Boolean(new URL(`${protocol}://${hostname}/`));
  } catch {
    return false;
  }
}
