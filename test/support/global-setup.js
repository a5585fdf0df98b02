import { spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const MEMORY = '/dev/shm';
/** Bytes. A run needs a fifth of it. */
const ROOM = 1024 ** 3;

/**
 * Starts the run's PostgreSQL and servers, and tells the test files where they are: TEST_CLUSTER_URL, of the cluster's
 * database postgres, TEST_SERVERS_URL, and TEST_BUNDLE, the folder of what runs as a process of its own.
 */
export default async function globalSetup(_globalConfig, { testPathIgnorePatterns }) {
  // Each database is hundreds of files, and making them on a disk costs more than what is done with them.
  if (await hasRoom(MEMORY)) process.env.TMPDIR ??= MEMORY;
  const cluster = spawn(
    process.execPath,
    [
      '--max-semi-space-size=64',
      '--import',
      './test/support/typescript.js',
      './test/support/cluster.ts',
      ...(testPathIgnorePatterns.includes('/test/processes/') ? [] : ['--processes']),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  globalThis.testCluster = cluster;
  const line = await new Promise((resolve, reject) => {
    createInterface(cluster.stdout).once('line', resolve);
    cluster.once('exit', (code) => reject(new Error(`The test database did not start (${code}).`)));
  });
  const started = JSON.parse(line);
  process.env.TEST_CLUSTER_URL = started.cluster;
  process.env.TEST_SERVERS_URL = started.servers;
  process.env.TEST_BUNDLE = started.bundle;
}

async function hasRoom(folder) {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= ROOM;
  } catch {
    // Not every system has it.
    return false;
  }
}
