// Gauges that are read when Prometheus scrapes them.
import { Gauge as PrometheusGauge, type Registry } from 'prom-client';

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  /** undefined where the value is not known at the moment: the sample is left out. */
  readonly value: number | undefined;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** How the values of several workers are combined. */
  readonly aggregator: 'sum' | 'min' | 'max';
  read(): readonly Sample[] | Promise<readonly Sample[]>;
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
