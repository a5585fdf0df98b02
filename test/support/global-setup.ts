import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

declare global {
  var testCluster: ChildProcess | undefined;
}

/**
 * Starts the run's PostgreSQL and servers, and tells the test files where they are: TEST_CLUSTER_URL, of the cluster's
 * database postgres, TEST_SERVERS_URL, and TEST_BUNDLE, the folder of what runs as a process of its own.
 */
export default async function globalSetup(): Promise<void> {
  const cluster = spawn(
    process.execPath,
    ['--import', './test/support/typescript.js', './test/support/cluster.ts'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  globalThis.testCluster = cluster;
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(cluster.stdout).once('line', resolve);
    cluster.once('exit', (code) => reject(new Error(`The test database did not start (${code}).`)));
  });
  const started: { cluster: string; servers: string; bundle: string } = JSON.parse(line);
  process.env.TEST_CLUSTER_URL = started.cluster;
  process.env.TEST_SERVERS_URL = started.servers;
  process.env.TEST_BUNDLE = started.bundle;
}
