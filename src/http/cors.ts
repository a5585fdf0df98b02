// Who may call from a browser: everybody the delivery API, only the named
// origins the desk, with its cookie, and nobody anything else. A preflight's headers are all allowed, X-Copydesk-Client among them.
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EXPOSED_HEADERS } from '../config/exposed-headers.js';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';

const DAY_SECONDS = 86_400;

export async function registerCors(server: FastifyInstance, deskOrigins: readonly string[]): Promise<void> {
  const shared = { maxAge: DAY_SECONDS, exposedHeaders: EXPOSED_HEADERS };
  // By the address as it was written: one that is written otherwise, as /graphql/%64esk, is open to nobody.
  const byPath = new Map<string, FastifyCorsOptions>([
    [DELIVERY_PATH, { ...shared, origin: '*', methods: ['GET', 'POST'] }],
    [DESK_PATH, { ...shared, origin: [...deskOrigins], methods: ['POST'], credentials: true }],
  ]);
  await server.register(cors, {
    delegator: ({ url, headers }: FastifyRequest, callback) => {
      const options = byPath.get(url.split('?', 1)[0] ?? '') ?? { origin: false };
      // To any other origin it would say that there are cookies.
      const credentials = options.credentials && deskOrigins.includes(headers.origin ?? '');
      // Any other OPTIONS is answered by its route.
      const preflight = 'origin' in headers && 'access-control-request-method' in headers;
      callback(null, { ...options, credentials, preflight });
    },
  });
}
