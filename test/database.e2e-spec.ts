import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import sql from 'sql-template-tag';
import { loadConfig, type ServerConfig } from '../src/config/config.js';
import { DeliveryDatabase } from '../src/database/delivery.database.js';
import { DeskDatabase } from '../src/database/desk.database.js';
import { migrate, pendingMigrations } from '../src/database/migrations.js';
import { asOwner, cloneDatabase, emptyDatabase, inCluster, type TestDatabase } from './support/database.js';
import { buildSchema, factsOf } from './support/schema-facts.js';

const MIGRATIONS = readdirSync('prisma/migrations', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
/** The job queue's come after ours. */
const WITH_JOB_QUEUE = [...MIGRATIONS, 'graphile_worker'];

const open: { drop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.drop();
});

async function forThisTest(making: Promise<TestDatabase>): Promise<string> {
  const database = await making;
  open.push(database);
  return database.url;
}

function owner(url: string) {
  const pool = asOwner(url);
  open.push({ drop: () => pool.end() });
  return pool;
}

describe('migrating', () => {
  test('from five servers that start together applies each migration once', async () => {
    const url = await forThisTest(emptyDatabase());
    expect(await pendingMigrations(url)).toEqual(WITH_JOB_QUEUE);

    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url)));

    expect(applied.filter((names) => names.length > 0)).toEqual([WITH_JOB_QUEUE]);
    expect(await pendingMigrations(url)).toEqual([]);
    const { rows } = await owner(url).query<{ migration_name: string }>('SELECT * FROM _prisma_migrations');
    expect(rows.map((row) => row.migration_name).sort()).toEqual(MIGRATIONS);
  });

  test('creates the schema that the Prisma schema describes', async () => {
    const [migrated, said] = await Promise.all([forThisTest(cloneDatabase()), forThisTest(emptyDatabase())]);
    await buildSchema(said, readFileSync('prisma/schema.prisma', 'utf8'));
    const [facts, saidFacts] = await Promise.all([factsOf(migrated), factsOf(said)]);

    expect(saidFacts.length).toBeGreaterThan(100);
    expect(saidFacts.filter((fact) => !facts.includes(fact))).toEqual([]);
    const columns = facts.filter((fact) => fact.startsWith('column '));
    expect(columns.filter((fact) => !saidFacts.includes(fact))).toEqual([]);
  });

  test('an unsuitable database reports every problem at once and changes nothing', async () => {
    const url = new URL(await forThisTest(emptyDatabase()));
    const session = owner(url.href);
    const name = `${url.pathname.slice(1)}_other`;
    await session.query(`CREATE ROLE ${name} LOGIN PASSWORD 'other'`);
    open.push({ drop: async () => void (await session.query(`DROP ROLE ${name}`)) });
    await session.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
    );
    open.push({ drop: async () => void (await session.query(`DROP DATABASE ${name} WITH (FORCE)`)) });
    const its = Object.assign(new URL(url), { pathname: name, username: name, password: 'other' }).href;

    await expect(migrate(its)).rejects.toMatchObject({
      code: 'DATABASE_UNSUITABLE',
      problems: [
        expect.stringContaining('LATIN1'),
        expect.stringContaining(`GRANT copydesk_desk, copydesk_delivery TO ${name};`),
      ],
    });
    expect(await pendingMigrations(its)).toEqual(WITH_JOB_QUEUE);
  });

  describe('with migrations that fail', () => {
    let folder: string;
    const write = (name: string, script: string) => {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'migration.sql'), script);
    };
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'copydesk-migrations-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test('rolls back the failed migration and resumes from it once it is fixed', async () => {
      const url = await forThisTest(emptyDatabase());
      write('1_first', 'CREATE TABLE first (); -- a comment; with a semicolon');
      write('2_second', 'CREATE TABLE half (); CREATE TABLE second (of_type no_such_type);');
      write('3_third', 'DO $$ BEGIN CREATE TABLE third (); END $$;');

      await expect(migrate(url, folder)).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringMatching(/2_second[^]*no_such_type/),
      });
      expect(await pendingMigrations(url, folder)).toEqual(['2_second', '3_third']);
      const { rows } = await owner(url).query(
        `SELECT to_regclass('first') AS first, to_regclass('half') AS half`,
      );
      expect(rows).toEqual([{ first: 'first', half: null }]);

      write('2_second', 'CREATE TABLE second ();');
      expect(await migrate(url, folder)).toEqual(['2_second', '3_third']);
      expect(await pendingMigrations(url, folder)).toEqual([]);
    });

    test('applies a migration again whose server was killed while it ran', async () => {
      const url = await forThisTest(emptyDatabase());
      write('1_first', 'CREATE TABLE first ();');
      await migrate(url, folder);
      await owner(url).query('DROP TABLE first; UPDATE _prisma_migrations SET finished_at = NULL');

      expect(await migrate(url, folder)).toEqual(['1_first']);
      expect(await pendingMigrations(url, folder)).toEqual([]);
    });
  });
});

describe('a database connection', () => {
  beforeAll(() => Logger.overrideLogger(false));

  const configOf = (databaseUrl: string, changes: Partial<ServerConfig> = {}): ServerConfig => ({
    ...loadConfig({ AUTH_SECRET: 'x'.repeat(32) }),
    databaseUrl,
    ...changes,
  });
  const desk = (config: ServerConfig) => {
    const database = new DeskDatabase(config);
    open.push({ drop: () => database.onApplicationShutdown() });
    return database;
  };
  const delivery = (config: ServerConfig) => {
    const database = new DeliveryDatabase(config);
    open.push({ drop: () => database.onApplicationShutdown() });
    return database;
  };
  const whoAmI = sql`SELECT current_user::text AS "role", current_setting('timezone') AS "zone",
                            current_setting('default_transaction_read_only') AS "readOnly"`;

  test('of the desk or delivery has its own role and UTC, and RESET ROLE keeps both', async () => {
    const url = await forThisTest(cloneDatabase());
    const inDesk = await desk(configOf(url)).$transaction(async (session) => {
      await session.$executeRaw`RESET ROLE`;
      return session.$queryRaw`SELECT current_user::text AS role, current_setting('timezone') AS zone`;
    });
    expect(inDesk).toEqual([{ role: 'copydesk_desk', zone: 'UTC' }]);

    const reader = delivery(configOf(url));
    await reader.query(sql`RESET ROLE`);
    expect(await reader.query(whoAmI)).toEqual([{ role: 'copydesk_delivery', zone: 'UTC', readOnly: 'on' }]);
  });

  test('of delivery cancels a long statement at the timeout and stays usable', async () => {
    const reader = delivery(configOf(await forThisTest(cloneDatabase()), { poolSize: 1 }));
    await reader.query(sql`SELECT set_config('statement_timeout', (setting::int / 1000)::text, false)
                           FROM pg_settings WHERE name = 'statement_timeout' AND setting <> '0'`);
    await expect(reader.query(sql`SELECT pg_sleep(60)`)).rejects.toMatchObject({ code: '57014' });
    expect(await reader.query(sql`SELECT 1 AS "one"`)).toEqual([{ one: 1 }]);
  });

  test('keeps the options of its URL, which cannot override the role', async () => {
    const url = await forThisTest(cloneDatabase());
    const config = configOf(`${url}?options=${encodeURIComponent('-c role=none -c work_mem=5MB')}`);
    const answer = await delivery(config).query(
      sql`SELECT current_user::text AS "role", current_setting('work_mem') AS "memory"`,
    );
    expect(answer).toEqual([{ role: 'copydesk_delivery', memory: '5MB' }]);
    expect(await desk(config).$queryRaw`SELECT current_user::text AS role`).toEqual([
      { role: 'copydesk_desk' },
    ]);
  });

  test('of delivery uses the delivery database URL where one is set', async () => {
    const [url, replica] = await Promise.all([forThisTest(cloneDatabase()), forThisTest(cloneDatabase())]);
    const reader = delivery(configOf(url, { deliveryDatabaseUrl: replica }));
    expect(await reader.query(sql`SELECT current_database()::text AS "name"`)).toEqual([
      { name: new URL(replica).pathname.slice(1) },
    ]);
  });

  test('of the desk uses the login of the desk database URL where one is set, in its role', async () => {
    const url = new URL(await forThisTest(cloneDatabase()));
    const login = `${url.pathname.slice(1)}_desk`;
    await owner(url.href).query(`CREATE ROLE ${login} LOGIN PASSWORD 'desk' IN ROLE copydesk_desk`);
    open.push({ drop: async () => void (await inCluster(`DROP ROLE ${login}`)) });
    const deskDatabaseUrl = Object.assign(new URL(url), { username: login, password: 'desk' }).href;
    const writer = desk(configOf(url.href, { deskDatabaseUrl }));
    expect(await writer.$queryRaw`SELECT session_user::text AS login, current_user::text AS role`).toEqual([
      { login, role: 'copydesk_desk' },
    ]);
  });

  test('of delivery returns bigint as a number and timestamptz as a Date', async () => {
    const reader = delivery(configOf(await forThisTest(cloneDatabase())));
    const statement = sql`SELECT ${3}::bigint AS "count", timestamptz '2026-11-23 12:00+05' AS "at"`;
    expect(await reader.query(statement)).toEqual([{ count: 3, at: new Date('2026-11-23T07:00:00Z') }]);
  });

  test('that is lost is replaced', async () => {
    const url = await forThisTest(cloneDatabase());
    const [reader, writer] = [delivery(configOf(url)), desk(configOf(url))];
    const both = () => Promise.all([reader.query(sql`SELECT 1 AS "one"`), writer.$queryRaw`SELECT 1 AS one`]);
    await both();
    const { rowCount } = await owner(url).query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'copydesk%'`,
    );
    expect(rowCount).toBe(2);
    expect(await both()).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });
});
