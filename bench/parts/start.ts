// From `node dist/main.js` to the first 200 of /readyz, the database there and migrated.
import { median } from '../measure.js';
import { copydesk } from '../servers/server.js';

const STARTS = 5;

/** Milliseconds. */
export async function measureStart(databaseUrl: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const server = await copydesk(databaseUrl, '64');
    times.push(server.readyAfter);
    await server.end();
  }
  return median(times);
}
