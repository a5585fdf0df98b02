// A worker process, started by cluster-primary.ts. It listens until a shutdown signal, or reports why it cannot.
import type { ServerConfig } from './config/config.js';
import { describeError } from './cli-error.js';
import { shutdownSignal } from './shutdown-signal.js';
import { surviveUnwritableLog } from './unwritable-log.js';
import { CONFIG_VARIABLE, type WorkerMessage } from './worker-ipc.js';

surviveUnwritableLog();
const shutdown = shutdownSignal();
// The primary's SIGTERM may be the second one, after one to the whole process group, and would end this process at once.
process.on('SIGTERM', () => undefined);

const report = (message: WorkerMessage) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

async function work(): Promise<void> {
  try {
    const config = JSON.parse(process.env[CONFIG_VARIABLE] ?? '') as ServerConfig;
    // Loaded after the signal handlers are set: loading takes a while.
    const { serve } = await import('./server.js');
    const server = await serve(config);
    void shutdown.then(async () => {
      await server.stop();
      process.exit(0);
    });
    await report({ url: server.url });
  } catch (error) {
    await report({ failure: describeError(error) });
    process.exit(1);
  }
}

void work();
