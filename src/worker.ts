// One of several workers, as the primary starts it: listens until it is told to end, or tells why it cannot.
import type { ServerConfig } from './config/config.js';
import { reasonOf } from './fail.js';
import { toldToEnd } from './told-to-end.js';
import { CONFIG_VARIABLE, type WorkerMessage } from './worker-messages.js';

const end = toldToEnd();
// The primary's signal may follow one that went to all processes at once.
process.on('SIGTERM', () => undefined);

const tell = (message: WorkerMessage) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

async function work(): Promise<void> {
  try {
    const config = JSON.parse(process.env[CONFIG_VARIABLE] ?? '') as ServerConfig;
    // Not before it hears signals: loading takes a while.
    const { serve } = await import('./server.js');
    const server = await serve(config);
    void end.then(async () => {
      await server.stop();
      process.exit(0);
    });
    await tell({ url: server.url });
  } catch (error) {
    await tell({ failure: reasonOf(error) });
    process.exit(1);
  }
}

void work();
