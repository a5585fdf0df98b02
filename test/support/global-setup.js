import { execFile, spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const SHARED_MEMORY = '/dev/shm';
/** A run needs a fifth of it. */
const MIN_FREE_BYTES = 1024 ** 3;

/** The Node that runs the servers: TEST_NODE names another one than that which runs Jest. */
const { TEST_NODE = process.execPath } = process.env;

/**
 * Generates what git does not keep, bundles the server, and starts PostgreSQL and the servers of this run. Tells the test
 * files where they are: TEST_CLUSTER_URL (its database postgres), TEST_SERVERS_URL, and TEST_BUNDLE, the bundle's folder.
 */
export default async function globalSetup() {
  // Each database is hundreds of files, and creating them on a disk costs more than all that is done with them.
  if (await hasRoom(SHARED_MEMORY)) process.env.TMPDIR ??= SHARED_MEMORY;
  await promisify(execFile)(process.execPath, ['scripts/generate.js']);
  const cluster = spawn(
    TEST_NODE,
    ['--max-semi-space-size=64', '--import', 'tsx', 'test/support/cluster.ts'],
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
    return bavail * bsize >= MIN_FREE_BYTES;
  } catch {
    // Not every system has it.
    return false;
  }
}
