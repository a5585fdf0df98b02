// Metrics of all workers together. Only the primary process can aggregate them, so the worker that is scraped requests them
// from the primary by message.
import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

interface MetricsRequest {
  readonly metricsRequestId: number;
}
type MetricsResponse = MetricsRequest & ({ readonly text: string } | { readonly failure: string });

/** In the primary: aggregates the metrics of all workers whenever a worker requests them. */
export function aggregateMetrics(): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', (worker, { metricsRequestId }: Partial<MetricsRequest>) => {
    if (metricsRequestId === undefined) return;
    const respond = (result: { text: string } | { failure: string }) =>
      worker.send({ metricsRequestId, ...result });
    registry.clusterMetrics().then(
      (text) => respond({ text }),
      (error: unknown) => respond({ failure: String(error) }),
    );
  });
}

/**
 * In a worker: adds `own` to the aggregate.
 * @returns a function that fetches the metrics of all workers from the primary
 */
export function clusterMetricsOf(own: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries(own);
  // Its constructor subscribes to the primary's requests for this worker's metrics.
  new AggregatorRegistry();
  let lastRequestId = 0;
  return () =>
    new Promise((resolve, reject) => {
      const metricsRequestId = (lastRequestId += 1);
      const onMessage = (response: MetricsResponse) => {
        if (response.metricsRequestId !== metricsRequestId) return;
        process.off('message', onMessage);
        if ('text' in response) resolve(response.text);
        else reject(new Error(response.failure));
      };
      process.on('message', onMessage);
      process.send?.({ metricsRequestId } satisfies MetricsRequest);
    });
}
