// What Prometheus fetches: the processes' own figures, and how long requests took by path and status.
import { Logger, NotFoundException } from '@nestjs/common';
import Fastify, { type FastifyInstance } from 'fastify';
import cluster from 'node:cluster';
import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, type Aggregator, Counter, Histogram, Registry } from 'prom-client';
import type { Config } from '../config/config.js';
import { metricsOfAll } from './cluster-metrics.js';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { errorCodesOf } from '../graphql/request-facts.js';
import { registerGauges, type Gauge } from './gauges.js';
import { PUBLIC } from './public-routes.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const APIS = new Map([
  [DELIVERY_PATH, 'delivery'],
  [DESK_PATH, 'desk'],
]);

/** How many of delivery's responses came from memory, also while PostgreSQL was away, and how many from the database. */
export interface ResponseStats {
  readonly cache: number;
  readonly stale: number;
  readonly api: number;
}

/**
 * Measures `server`'s requests, and serves the figures there, or on a port of their own.
 * @returns what to call with the seconds of a delivery request whose response was sent before it came to `server`
 */
export async function registerMetrics(
  server: FastifyInstance,
  { host, metricsPort, metricsToken, environment, workers }: Config,
  stats: ResponseStats,
  gauges: readonly Gauge[],
): Promise<(seconds: number) => void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Of several event loops, the one that is behind most is what somebody waits for.
  for (const metric of registry.getMetricsAsArray() as { name: string; aggregator: Aggregator }[])
    if (metric.name.startsWith('nodejs_eventloop_lag')) metric.aggregator = 'max';
  registerGauges(registry, gauges);
  const durations = new Histogram({
    name: 'copydesk_request_duration_seconds',
    help: 'Time from a request to its response.',
    labelNames: ['path', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  new Counter({
    name: 'copydesk_answers_total',
    help: 'Responses of the delivery API, by where they came from.',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      this.reset();
      for (const source of ['cache', 'stale', 'api'] as const) this.inc({ source }, stats[source]);
    },
  });
  const errors = new Counter({
    name: 'copydesk_errors_total',
    help: 'Requests that were refused or failed, in whole or in part, by API and code.',
    labelNames: ['api', 'code'],
    registers: [registry],
  });
  /** By path and status: finding a histogram by its labels costs as much as all else that is done here. */
  const labelled = new Map<string, Histogram.Internal<'path' | 'status'>>();
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? '';
    const api = APIS.get(path);
    if (api !== undefined) {
      for (const code of errorCodesOf(request, reply)) errors.inc({ api, code });
      const key = `${path} ${reply.statusCode}`;
      const duration = labelled.get(key) ?? durations.labels({ path, status: reply.statusCode });
      labelled.set(key, duration);
      duration.observe(reply.elapsedTime / 1000);
    }
    done();
  });

  const metrics = workers > 1 ? metricsOfAll(registry) : () => registry.metrics();
  const place = metricsPort === undefined ? server : Fastify();
  // Beside the public APIs, in production, they are for who has the token; on a port of their own a network decides.
  const isOpen = metricsPort !== undefined || (environment !== 'production' && metricsToken === undefined);
  place.get('/metrics', { config: PUBLIC }, async (request, reply) => {
    if (!isOpen && !presents(request.headers.authorization, metricsToken)) throw new NotFoundException();
    reply.type(registry.contentType);
    return metrics();
  });
  const cacheHits = durations.labels({ path: DELIVERY_PATH, status: '200' });
  const observe = (seconds: number) => cacheHits.observe(seconds);
  if (metricsPort === undefined) return observe;
  const address = await place.listen({ host, port: metricsPort });
  // Once, however many workers share that port.
  if ((cluster.worker?.id ?? 1) === 1) new Logger('Copydesk').log(`Metrics on ${address}/metrics`);
  server.addHook('onClose', () => place.close());
  return observe;
}

/** Whether a request carries the token. Hashes are compared, so that the time tells nothing of it. */
function presents(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}
