// What HTTP asks of every answer, whatever it says: nobody keeps it unless whoever gives it says so, each API takes its
// own methods and JSON alone, and who is answered while the server stops is told to leave.
import { MethodNotAllowedException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DELIVERY_PATH, DESK_PATH } from './paths.js';

const METHODS = new Map([
  [DELIVERY_PATH, ['GET', 'POST']],
  [DESK_PATH, ['POST']],
]);

/** To be called before the routes of the APIs are registered, and after the explorer, which takes what is its own. */
export function registerProtocol(server: FastifyInstance): void {
  // Only application/json is left, which no page of another origin can post without asking first.
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'private, no-store');
    const methods = METHODS.get(pathOf(request));
    if (methods === undefined || [...methods, 'OPTIONS'].includes(request.method)) return;
    reply.header('Allow', methods.join(', '));
    throw new MethodNotAllowedException(`This address takes ${methods.join(' and ')}.`);
  });

  let stopping = false;
  server.addHook('preClose', async () => {
    stopping = true;
  });
  // A connection that is kept open would keep the server from ending.
  server.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('Connection', 'close');
  });
}

/** As the router understood it, where it found something; else as it was written. */
const pathOf = ({ routeOptions, url }: FastifyRequest): string =>
  routeOptions.url ?? url.split('?', 1)[0] ?? url;
