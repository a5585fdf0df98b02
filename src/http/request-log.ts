// Logs one line for each operation of the desk, for each that delivery executed, and for each request that was refused or failed.
// Cached responses are not logged: the metrics count them.
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { countStatements } from '../database/statement-count.js';
import { errorCodesOf, factsOf, noteFacts } from '../graphql/request-facts.js';

const LOGGERS = new Map([
  [DELIVERY_PATH, new Logger('delivery')],
  [DESK_PATH, new Logger('desk')],
]);

/** While the database is away every response has this code. format-error.ts logs their number once a second instead. */
const THROTTLED_CODE = 'DATABASE_UNAVAILABLE';

/** To be called before the hooks that refuse requests or query the database. */
export function registerRequestLog(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _, done) => {
    if (request.routeOptions.url !== DESK_PATH || request.method !== 'POST') return done();
    countStatements(noteFacts(request, { statements: 0 }), done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    logRequest(request, reply);
    done();
  });
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const log = LOGGERS.get(request.routeOptions.url ?? '');
  const codes = errorCodesOf(request, reply);
  const facts = factsOf(request);
  if (log === undefined || (facts === undefined && codes.length === 0)) return;
  if (codes.length > 0 && codes.every((code) => code === THROTTLED_CODE)) return;
  log.log({
    requestId: request.id,
    ...facts,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 100) / 100,
    ...(codes.length > 0 && { errors: codes }),
  });
}
