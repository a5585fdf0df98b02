// Measures a start: from `node dist/main.js` to the first 200 of /readyz, with a database that runs and is migrated.
import { median } from '../measure.js';
import { startCopydesk } from '../servers/server.js';

const START_COUNT = 5;

export async function measureStartMs(databaseUrl: string): Promise<number> {
  const timesMs: number[] = [];
  for (let i = 0; i < START_COUNT; i++) {
    const server = await startCopydesk(databaseUrl, '64');
    timesMs.push(server.readyAfterMs);
    await server.stop();
  }
  return median(timesMs);
}
