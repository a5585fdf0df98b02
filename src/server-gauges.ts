// All gauges of a server: its pools, content, caches and threads.
import type { INestApplication } from '@nestjs/common';
import { tasksByLane } from './content/fair-workers.js';
import { ChangeFeed } from './database/change-feed.js';
import { within } from './database/deadline.js';
import { DeliveryDatabase } from './database/delivery.database.js';
import { AuthenticationDatabase, DeskDatabase } from './database/desk.database.js';
import type { PoolUsage } from './database/pool-usage.js';
import { PreviewDatabase } from './database/preview.database.js';
import { ResponseCache } from './delivery/cache/response-cache.js';
import { contentMetricsOf, MAX_SCRAPE_WAIT_MS, type ContentMetrics } from './http/content-metrics.js';
import type { Gauge } from './http/gauges.js';
import { RenderingProgress } from './jobs/rendering-progress.js';

export function gaugesOf(app: INestApplication): Gauge[] {
  const cache = app.get(ResponseCache);
  const changes = app.get(ChangeFeed);
  return [
    ...poolGauges({
      desk: app.get(DeskDatabase),
      authentication: app.get(AuthenticationDatabase),
      delivery: app.get(DeliveryDatabase),
      previews: app.get(PreviewDatabase),
    }),
    ...contentGauges(contentMetricsOf(app.get(DeskDatabase))),
    unrenderedGauge(app.get(RenderingProgress)),
    {
      name: 'copydesk_content_seq_known',
      help: 'Number of the last change that every worker knows of.',
      aggregator: 'min',
      read: () => [{ value: changes.known }],
    },
    {
      name: 'copydesk_cache_responses',
      help: 'Cached responses.',
      aggregator: 'sum',
      read: () => [{ value: cache.size.responses }],
    },
    {
      name: 'copydesk_cache_bytes',
      help: 'Memory that cached responses take.',
      aggregator: 'sum',
      read: () => [{ value: cache.size.bytes }],
    },
    {
      name: 'copydesk_thread_tasks',
      help: 'Bodies to render and differences to make, by lane, that wait for a thread or have one.',
      labelNames: ['threads', 'lane', 'state'],
      aggregator: 'sum',
      read: () =>
        tasksByLane().flatMap(({ threads, lane, running, waiting }) => [
          { labels: { threads, lane, state: 'running' }, value: running },
          { labels: { threads, lane, state: 'waiting' }, value: waiting },
        ]),
    },
  ];
}

function poolGauges(pools: Readonly<Record<string, { poolUsage(): PoolUsage }>>): Gauge[] {
  const gauge = (name: string, help: string, of: keyof PoolUsage): Gauge => ({
    name,
    help,
    labelNames: ['pool'],
    aggregator: 'sum',
    read: () =>
      Object.entries(pools).map(([pool, each]) => ({ labels: { pool }, value: each.poolUsage()[of] })),
  });
  return [
    gauge('copydesk_pool_connections', 'Connections to PostgreSQL in use.', 'used'),
    gauge('copydesk_pool_connections_max', 'Connections to PostgreSQL that there may be.', 'max'),
    gauge('copydesk_pool_waiting', 'Statements and transactions that wait for a connection.', 'waiting'),
  ];
}

function unrenderedGauge(progress: RenderingProgress): Gauge {
  return {
    name: 'copydesk_unrendered',
    help: 'What is still as an earlier renderer made it: live and scheduled publications, and all revisions.',
    labelNames: ['what'],
    aggregator: 'max',
    read: async () => {
      const left = await within(MAX_SCRAPE_WAIT_MS, progress.left()).catch(() => undefined);
      return (['publications', 'revisions'] as const).map((what) => ({
        labels: { what },
        value: left?.[what],
      }));
    },
  };
}

/** Each worker reads the same database: the largest value is the newest. */
function contentGauges(read: () => Promise<ContentMetrics | undefined>): Gauge[] {
  const gauge = (name: string, help: string, of: keyof ContentMetrics): Gauge => ({
    name,
    help,
    aggregator: 'max',
    read: async () => [{ value: (await read())?.[of] ?? undefined }],
  });
  return [
    gauge('copydesk_publications', 'Articles that are live.', 'publications'),
    gauge(
      'copydesk_schedules_overdue',
      'Schedules and ends that came and are not in the history.',
      'overdue',
    ),
    gauge('copydesk_content_seq', 'Number of the newest change of what readers see.', 'seq'),
    gauge('copydesk_content_changed_timestamp_seconds', 'When that change was made.', 'changedAtSeconds'),
  ];
}
