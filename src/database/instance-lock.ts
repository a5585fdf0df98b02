// The lock that makes one Copydesk server the owner of an embedded PostgreSQL: an advisory lock of a superuser's session, which
// ends with the session, and so with its owner however that ends.

import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { dataOf, type PostgresInstance, type Postmaster } from './postmaster.js';

const INSTANCE_LOCK = 0x636f7079;

/** A session of the superuser; 'absent' where nothing, or another server, answers at that port. */
export async function connect(
  instance: PostgresInstance,
  { port }: Postmaster,
  password: string,
): Promise<pg.Client | 'busy' | 'absent'> {
  const session = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' },
    connectionTimeoutMillis: 5_000,
    application_name: 'copydesk-instance-lock',
  });
  // An unhandled 'error' would end the process; 'end', which follows it, is what matters.
  session.on('error', () => undefined);
  try {
    await session.connect();
    const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
    const [theirs, ours] = await Promise.all([
      realpath(rows[0]?.data_directory ?? ''),
      realpath(dataOf(instance)),
    ]);
    if (theirs === ours) return session;
  } catch (error) {
    const cannotConnectNow = error instanceof pg.DatabaseError && error.code === '57P03';
    if (cannotConnectNow) return 'busy';
  }
  await session.end();
  return 'absent';
}

/** Takes the lock for as long as the session lasts; false, and the session is over, where another server has it. */
export async function acquire(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
    INSTANCE_LOCK,
  ]);
  if (rows[0]?.held) return true;
  await session.end();
  return false;
}
