// The figures of all workers together, which only the primary can gather: a worker that is asked for them asks it.
import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

interface Question {
  readonly metricsFor: number;
}
type Answer = Question & ({ readonly text: string } | { readonly failure: string });

/** In the primary: answers its workers from now on. */
export function gatherMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, { metricsFor }: Partial<Question>) => {
    if (metricsFor === undefined) return;
    const answer = (what: { text: string } | { failure: string }) => worker.send({ metricsFor, ...what });
    all.clusterMetrics().then(
      (text) => answer({ text }),
      (error: unknown) => answer({ failure: String(error) }),
    );
  });
}

/** In a worker: adds `own` to what the primary gathers, and returns how to ask for all. */
export function metricsOfAll(own: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries(own);
  // Answers the primary; the registry itself is of no use here.
  new AggregatorRegistry();
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      const metricsFor = (asked += 1);
      const hear = (answer: Answer) => {
        if (answer.metricsFor !== metricsFor) return;
        process.off('message', hear);
        if ('text' in answer) resolve(answer.text);
        else reject(new Error(answer.failure));
      };
      process.on('message', hear);
      process.send?.({ metricsFor } satisfies Question);
    });
}
