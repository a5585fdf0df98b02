// The endpoint that Prometheus scrapes: metrics of the process, and of requests by path and status.
import { Logger, NotFoundException } from '@nestjs/common';
import Fastify, { type FastifyInstance } from 'fastify';
import cluster from 'node:cluster';
import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, type Aggregator, Counter, Histogram, Registry } from 'prom-client';
import type { Config } from '../config/config.js';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { errorCodesOf } from '../graphql/request-facts.js';
import { clusterMetricsOf } from './cluster-metrics.js';
import { registerGauges, type Gauge } from './gauges.js';
import { PUBLIC } from './public-routes.js';

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const API_BY_PATH = new Map([
  [DELIVERY_PATH, 'delivery'],
  [DESK_PATH, 'desk'],
]);

/** Delivery's responses by source: from the cache, from the cache while PostgreSQL was away, and executed. */
export interface ResponseStats {
  readonly cache: number;
  readonly stale: number;
  readonly api: number;
}

/**
 * Measures `server`'s requests, and serves the metrics there or on `metricsPort`.
 * @returns a function that records the duration, in seconds, of a delivery request that RawCacheHandler served before `server`
 */
export async function registerMetrics(
  server: FastifyInstance,
  { host, metricsPort, metricsToken, environment, workers }: Config,
  stats: ResponseStats,
  gauges: readonly Gauge[],
): Promise<(seconds: number) => void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Of several workers' event loops, the slowest is the one that a client waits for.
  for (const metric of registry.getMetricsAsArray() as { name: string; aggregator: Aggregator }[])
    if (metric.name.startsWith('nodejs_eventloop_lag')) metric.aggregator = 'max';
  registerGauges(registry, gauges);
  const durations = new Histogram({
    name: 'copydesk_request_duration_seconds',
    help: 'Time from a request to its response.',
    labelNames: ['path', 'status'],
    buckets: DURATION_BUCKETS_SECONDS,
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
  /** By path and status. prom-client's own lookup by labels costs as much as the rest of this hook. */
  const histograms = new Map<string, Histogram.Internal<'path' | 'status'>>();
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? '';
    const api = API_BY_PATH.get(path);
    if (api !== undefined) {
      for (const code of errorCodesOf(request, reply)) errors.inc({ api, code });
      const key = `${path} ${reply.statusCode}`;
      const histogram = histograms.get(key) ?? durations.labels({ path, status: reply.statusCode });
      histograms.set(key, histogram);
      histogram.observe(reply.elapsedTime / 1000);
    }
    done();
  });

  const metrics = workers > 1 ? clusterMetricsOf(registry) : () => registry.metrics();
  const metricsServer = metricsPort === undefined ? server : Fastify();
  // On the port of the public APIs, production requires the token. A port of its own is protected by the network.
  const isOpen = metricsPort !== undefined || (environment !== 'production' && metricsToken === undefined);
  metricsServer.get('/metrics', { config: PUBLIC }, async (request, reply) => {
    if (!isOpen && !hasToken(request.headers.authorization, metricsToken)) throw new NotFoundException();
    reply.type(registry.contentType);
    return metrics();
  });
  const cacheHits = durations.labels({ path: DELIVERY_PATH, status: '200' });
  const observe = (seconds: number) => cacheHits.observe(seconds);
  if (metricsPort === undefined) return observe;
  const address = await metricsServer.listen({ host, port: metricsPort });
  // Logged once, however many workers share that port.
  if ((cluster.worker?.id ?? 1) === 1) new Logger('Copydesk').log(`Metrics on ${address}/metrics`);
  server.addHook('onClose', () => metricsServer.close());
  return observe;
}

/** Compares hashes, so that the time reveals nothing of the token. */
function hasToken(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}
