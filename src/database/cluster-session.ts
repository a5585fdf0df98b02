// A session of the superuser with the embedded PostgreSQL, and the hold on it that makes one Copydesk server its owner: a
// lock that ends with the session, and so with its holder however that ends.

import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { dataOf, type Place, type Postmaster } from './postmaster.js';

const HOLD = 0x636f7079;

/** A session of the superuser; 'absent' where nothing, or another server, answers at that port. */
export async function connect(
  place: Place,
  { port }: Postmaster,
  password: string,
): Promise<pg.Client | 'busy' | 'absent'> {
  const session = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' },
    connectionTimeoutMillis: 5_000,
    application_name: 'copydesk-hold',
  });
  // An unhandled 'error' would end the process; 'end', which follows it, is what matters.
  session.on('error', () => undefined);
  try {
    await session.connect();
    const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
    const [theirs, ours] = await Promise.all([
      realpath(rows[0]?.data_directory ?? ''),
      realpath(dataOf(place)),
    ]);
    if (theirs === ours) return session;
  } catch (error) {
    const cannotConnectNow = error instanceof pg.DatabaseError && error.code === '57P03';
    if (cannotConnectNow) return 'busy';
  }
  await session.end();
  return 'absent';
}

/** Takes the hold for as long as the session lasts; false, and the session is over, where another has it. */
export async function hold(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [HOLD]);
  if (rows[0]?.held) return true;
  await session.end();
  return false;
}
