// Delivery reads from a replica of the desk's database. Here the tests decide when it catches up.
import type pg from 'pg';
import { loadConfig } from '../src/config/config.js';
import { DeliveryDatabase } from '../src/database/delivery.database.js';
import { ListeningSession } from '../src/database/listening-session.js';
import { Replica } from '../src/database/replica.js';
import { startApp, type TestApp } from './support/app.js';
import { asOwner, cloneDatabase, type TestDatabase } from './support/database.js';
import { databaseProxy } from './support/database-proxy.js';
import { ask } from './support/http.js';
import { until } from './support/server-process.js';

let primary: TestDatabase;
let replica: TestDatabase;
let owners: { readonly primary: pg.Pool; readonly replica: pg.Pool };
beforeAll(async () => {
  [primary, replica] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  owners = { primary: asOwner(primary.url), replica: asOwner(replica.url) };
});
afterAll(async () => {
  await Promise.all([owners.primary.end(), owners.replica.end()]);
  await Promise.all([primary.drop(), replica.drop()]);
});

/** A change that touches nothing, where it is not there yet. */
const show = (where: pg.Pool, seq: number) =>
  where.query(`INSERT INTO delivery.changes (seq, keys) VALUES ($1, '{}') ON CONFLICT DO NOTHING`, [seq]);

describe('a server whose replica lags as it starts', () => {
  let app: TestApp;
  beforeAll(async () => {
    await show(owners.primary, 1);
    app = await startApp({ databaseUrl: primary.url, deliveryDatabaseUrl: replica.url });
  });
  afterAll(() => app.close());

  let queries = 0;
  /** Sends a different operation each time, so that no cached response is served. */
  const outcome = async (wanted = 0) => {
    const query = encodeURIComponent(`{ articles { nodes { id } } a${++queries}: __typename }`);
    const headers = { 'x-content-min-seq': String(wanted) };
    return (await ask(app.url, `/graphql?query=${query}`, { headers })).code ?? 'answered';
  };

  test('responds, and knows of no change that the replica lacks', async () => {
    expect([await outcome(), await outcome(1)]).toEqual(['answered', 'CHANGE_NOT_KNOWN']);
    await show(owners.replica, 1);
    expect(await outcome(1)).toBe('answered');
  });

  test('does not read from a replica that has fallen behind its earlier state', async () => {
    await show(owners.replica, 1);
    expect(await outcome(1)).toBe('answered');
    await owners.replica.query('DELETE FROM delivery.changes');
    await owners.replica.query(`
      SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'copydesk_delivery'`);
    expect([await outcome(), await outcome(1)]).not.toContain('answered');
    expect(await ask(app.url, '/readyz')).toMatchObject({
      status: 503,
      body: { why: expect.stringContaining('behind') },
    });
    await show(owners.replica, 1);
    expect([await outcome(), await outcome(1)]).toEqual(['answered', 'answered']);
  });
});

const CONNECT_MS = 10_000;
const deliveryAt = (url: string) =>
  new DeliveryDatabase({
    ...loadConfig({ AUTH_SECRET: 'x'.repeat(32) }),
    ...{ databaseUrl: primary.url, deliveryDatabaseUrl: url },
  });

test('a publication is not reported as live before the clock of the replica reaches it', async () => {
  await owners.replica.query(`
    CREATE SCHEMA slow;
    CREATE FUNCTION slow.clock_timestamp() RETURNS timestamptz LANGUAGE sql
      RETURN pg_catalog.clock_timestamp() - interval '0.5 seconds';
    GRANT USAGE ON SCHEMA slow TO copydesk_delivery`);
  const url = new URL(replica.url);
  url.searchParams.set('options', '-c search_path=slow,pg_catalog');
  const delivery = deliveryAt(url.href);
  const session = new ListeningSession(primary.url, CONNECT_MS);
  await session.listen();
  try {
    await owners.primary.query('CREATE TABLE published AS SELECT clock_timestamp() AS at');
    const slow = new Replica(delivery);
    await slow.shows(0, session, () => false);
    const { rows } = await owners.primary.query(
      `SELECT clock_timestamp() - interval '0.5 seconds' >= at AS come FROM published`,
    );
    expect(rows).toEqual([{ come: true }]);
    expect(slow.clock.behind).toBeGreaterThanOrEqual(500);
  } finally {
    await session.end();
    await delivery.onApplicationShutdown();
  }
});

test('a listening connection that hangs while the replica’s clock is compared is ended, so that another one is opened', async () => {
  const proxy = await databaseProxy(primary.url);
  const delivery = deliveryAt(replica.url);
  const session = new ListeningSession(proxy.url, CONNECT_MS);
  try {
    await session.listen();
    proxy.hangListening();
    const compared = new Replica(delivery).shows(0, session, () => false);
    await expect(compared).rejects.toThrow();
    await until(() => !session.isOpen);
  } finally {
    session.close();
    await proxy.close();
    await delivery.onApplicationShutdown();
  }
});
