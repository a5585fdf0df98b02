// What holds for every response, whatever it says: nobody may cache it unless its route says so, no browser may take it for another type,
// and each API takes its own
// methods, and JSON alone.
import { BadRequestException, MethodNotAllowedException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';

const METHODS = new Map([
  [DELIVERY_PATH, ['GET', 'POST']],
  [DESK_PATH, ['POST']],
]);

/** To be called before the routes of the APIs are registered, and after the explorer, which takes what is its own. */
export function registerProtocol(server: FastifyInstance): void {
  // Only application/json is left, which no page of another origin can post without asking first.
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', (request, reply, done) => {
    reply.header('Cache-Control', 'private, no-store').header('X-Content-Type-Options', 'nosniff');
    // Of Host, or what a proxy forwards in its place: Apollo's integration makes a URL of it.
    if (!makesUrl(request)) {
      return done(new BadRequestException('Host and what is forwarded in its place make no URL.'));
    }
    const methods = METHODS.get(pathOf(request));
    if (methods === undefined || methods.includes(request.method) || request.method === 'OPTIONS') {
      return done();
    }
    reply.header('Allow', methods.join(', '));
    done(new MethodNotAllowedException(`This address takes ${methods.join(' and ')}.`));
  });
}

/** As the router understood it, where it found something; else as it was written. */
const pathOf = ({ routeOptions, url }: FastifyRequest): string =>
  routeOptions.url ?? url.split('?', 1)[0] ?? url;

/** Not by `URL.canParse`, which in Node 20 differs from the constructor for letters beyond ASCII. */
function makesUrl({ protocol, hostname }: FastifyRequest): boolean {
  try {
    return Boolean(new URL(`${protocol}://${hostname}/`));
  } catch {
    return false;
  }
}
