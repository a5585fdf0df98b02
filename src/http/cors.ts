// Who may call from a browser: everybody the delivery API, and only the named origins the desk.
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DESK_PATH } from './paths.js';

const DAY = 86_400;

export async function registerCors(server: FastifyInstance, deskOrigins: readonly string[]): Promise<void> {
  await server.register(cors, {
    delegator: (request: FastifyRequest, callback) => {
      const isDesk = request.url.startsWith(DESK_PATH);
      callback(null, {
        origin: isDesk ? [...deskOrigins] : '*',
        methods: isDesk ? ['POST'] : ['GET', 'POST'],
        maxAge: DAY,
        exposedHeaders: ['X-Content-Seq', 'Retry-After', 'ETag'],
      });
    },
  });
}
