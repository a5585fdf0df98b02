// Prepared statements that PostgreSQL no longer executes, as when another version of the server has changed a column's type.
import pg from 'pg';
import { loadConfig, type ServerConfig } from '../src/config/config.js';
import { DeliveryDatabase } from '../src/database/delivery.database.js';
import { DeskDatabase } from '../src/database/desk.database.js';
import { PreviewDatabase } from '../src/database/preview.database.js';
import { asOwner, cloneDatabase, type TestDatabase } from './support/database.js';

let database: TestDatabase;
let owner: pg.Pool;
let config: ServerConfig;
beforeAll(async () => {
  database = await cloneDatabase();
  owner = asOwner(database.url);
  await owner.query(`
    CREATE TABLE delivery.counts (count int);
    INSERT INTO delivery.counts VALUES (1);
    GRANT SELECT ON delivery.counts TO copydesk_desk, copydesk_delivery`);
  config = {
    ...loadConfig({ AUTH_SECRET: 'x'.repeat(32) }),
    // The desk's next statement gets the same one.
    ...{ databaseUrl: database.url, poolSize: 1 },
  };
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const changeType = async () => {
  const { rows } = await owner.query("SELECT pg_typeof(count) = 'int'::regtype AS is FROM delivery.counts");
  await owner.query(`ALTER TABLE delivery.counts ALTER count TYPE ${rows[0].is ? 'bigint' : 'int'}`);
};
const forget = 'DEALLOCATE ALL';
const SELECT = 'SELECT count FROM delivery.counts';

test('delivery reads on after a column’s type has changed, and after its session has lost a statement', async () => {
  const delivery = new DeliveryDatabase({ ...config, poolSize: 2 });
  const read = () => delivery.rows(SELECT, [], 'counts');
  const readByBoth = () => Promise.all([read(), read()]);
  try {
    expect(await readByBoth()).toEqual([[[1]], [[1]]]);
    await changeType();
    expect([await read(), await read()]).toEqual([[[1]], [[1]]]);
    await readByBoth();
    await delivery.rows(forget, []);
    expect(await readByBoth()).toEqual([[[1]], [[1]]]);
  } finally {
    await delivery.onApplicationShutdown();
  }
});

test('a preview reads on after a column’s type has changed', async () => {
  const delivery = new DeliveryDatabase(config);
  const previews = new PreviewDatabase({ ...config, previewPoolSize: 2 }, delivery);
  const read = () => previews.presenting('none').rows(SELECT, [], 'counts');
  try {
    expect(await Promise.all([read(), read()])).toEqual([[[1]], [[1]]]);
    await changeType();
    expect([await read(), await read()]).toEqual([[[1]], [[1]]]);
  } finally {
    await previews.onApplicationShutdown();
    await delivery.onApplicationShutdown();
  }
});

describe('the desk', () => {
  let desk: DeskDatabase;
  beforeAll(() => {
    desk = new DeskDatabase(config);
  });
  afterAll(() => desk.onApplicationShutdown());

  const read = async (session: Pick<DeskDatabase, '$queryRaw'> = desk) => {
    const [row] = await session.$queryRaw<{ count: number | bigint }[]>`SELECT count FROM delivery.counts`;
    return Number(row?.count);
  };
  /** A statement is prepared from its second time on. */
  const prepare = async () => void [await read(), await read(), await read()];

  test('reads on after a column’s type has changed', async () => {
    await prepare();
    await changeType();
    expect([await read(), await read()]).toEqual([1, 1]);
  });

  test('loses the transaction that met a broken statement, and no later one', async () => {
    await prepare();
    await changeType();
    await expect(desk.$transaction((tx) => read(tx))).rejects.toThrow(/0A000/);
    expect(await desk.$transaction((tx) => read(tx))).toBe(1);
  });
});
