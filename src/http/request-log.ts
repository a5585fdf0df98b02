// One line for each operation of the desk, for what delivery had to make, and for what was refused or failed. A response from the
// cache has none: it is counted in the metrics.
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { countStatements } from '../database/statement-count.js';
import { errorCodesOf, factsOf, noteFacts } from '../graphql/request-facts.js';

const LOGS = new Map([
  [DELIVERY_PATH, new Logger('delivery')],
  [DESK_PATH, new Logger('desk')],
]);

/** Logged once a second with their number, whoever throws it: while the database is away every answer is one. */
const THROTTLED = 'DATABASE_UNAVAILABLE';

/** To be called before whatever may refuse a request or ask the database for it. */
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
  const log = LOGS.get(request.routeOptions.url ?? '');
  const codes = errorCodesOf(request, reply);
  const facts = factsOf(request);
  if (log === undefined || (facts === undefined && codes.length === 0)) return;
  if (codes.length > 0 && codes.every((code) => code === THROTTLED)) return;
  log.log({
    requestId: request.id,
    ...facts,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 100) / 100,
    ...(codes.length > 0 && { errors: codes }),
  });
}
