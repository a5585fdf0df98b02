import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

declare global {
  var testCluster: ChildProcess | undefined;
}

/** Starts the run's PostgreSQL and tells the test files where it is: TEST_CLUSTER_URL, of its database postgres. */
export default async function globalSetup(): Promise<void> {
  const cluster = spawn(
    process.execPath,
    ['--import', './test/support/typescript.js', './test/support/cluster.ts'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  globalThis.testCluster = cluster;
  process.env.TEST_CLUSTER_URL = await new Promise((resolve, reject) => {
    createInterface(cluster.stdout).once('line', resolve);
    cluster.once('exit', (code) => reject(new Error(`The test database did not start (${code}).`)));
  });
}
