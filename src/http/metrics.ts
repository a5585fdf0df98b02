// What Prometheus fetches: the process's own figures, and how long requests took by path and status.
import { Logger } from '@nestjs/common';
import Fastify, { type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { DELIVERY_PATH, DESK_PATH } from './paths.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const MEASURED = new Set([DELIVERY_PATH, DESK_PATH]);

/** Measures `server`'s requests, and serves the figures there, or on a port of their own. */
export async function registerMetrics(
  server: FastifyInstance,
  own: { readonly host: string; readonly port: number | undefined },
): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'copydesk_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['path', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? '';
    if (MEASURED.has(path)) durations.observe({ path, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });

  const place = own.port === undefined ? server : Fastify();
  place.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  if (own.port === undefined) return;
  const address = await place.listen({ host: own.host, port: own.port });
  new Logger('Copydesk').log(`Metrics on ${address}/metrics`);
  server.addHook('onClose', () => place.close());
}
