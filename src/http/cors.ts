// Which origins may call from a browser: every origin the delivery API, the configured origins the desk with its cookie, and
// no origin anything else. A preflight allows every request header, among them X-Copydesk-Client.
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EXPOSED_HEADERS } from '../config/exposed-headers.js';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';

const DAY_SECONDS = 86_400;

export async function registerCors(server: FastifyInstance, deskOrigins: readonly string[]): Promise<void> {
  const shared = { maxAge: DAY_SECONDS, exposedHeaders: EXPOSED_HEADERS };
  // By the path as it was sent: a path in another spelling, such as /graphql/%64esk, is open to no origin.
  const byPath = new Map<string, FastifyCorsOptions>([
    [DELIVERY_PATH, { ...shared, origin: '*', methods: ['GET', 'POST'] }],
    [DESK_PATH, { ...shared, origin: [...deskOrigins], methods: ['POST'], credentials: true }],
  ]);
  await server.register(cors, {
    delegator: ({ url, headers }: FastifyRequest, callback) => {
      const options = byPath.get(url.split('?', 1)[0] ?? '') ?? { origin: false };
      // Any other origin would learn that there are cookies.
      const credentials = options.credentials && deskOrigins.includes(headers.origin ?? '');
      // protocol.ts answers any other OPTIONS.
      const preflight = 'origin' in headers && 'access-control-request-method' in headers;
      callback(null, { ...options, credentials, preflight });
    },
  });
}
