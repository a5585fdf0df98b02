import { once } from 'node:events';

/** Ends the run's PostgreSQL, and waits until nothing is left of it. */
export default async function globalTeardown() {
  const cluster = globalThis.testCluster;
  if (!cluster) return;
  const exit = once(cluster, 'exit');
  cluster.stdin?.end();
  await exit;
}
