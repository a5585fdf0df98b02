// Figures of the moment, read when Prometheus fetches them.
import { Gauge as PrometheusGauge, type Registry } from 'prom-client';

export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  /** undefined where it cannot be known at the moment: it is left out. */
  readonly value: number | undefined;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** What several workers' values become. */
  readonly aggregator: 'sum' | 'min' | 'max';
  read(): readonly Reading[] | Promise<readonly Reading[]>;
}

export function registerGauges(registry: Registry, gauges: readonly Gauge[]): void {
  for (const { read, labelNames = [], ...options } of gauges) {
    new PrometheusGauge({
      ...options,
      labelNames,
      registers: [registry],
      async collect() {
        for (const { labels = {}, value } of await read()) {
          if (value === undefined) this.remove(labels);
          else this.set(labels, value);
        }
      },
    });
  }
}
