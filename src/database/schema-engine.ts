// Prisma's schema engine, as WebAssembly in this process over an ordinary connection: nothing is downloaded and no
// program is started. It knows how to load and connect the engine, not what is to be migrated.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg';

/** Lends an engine that is connected to `url` to `work`, and disconnects it whatever comes. */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await (loading ??= loadEngine());
  // One connection: the engine's lock, its notes and the scripts belong to one session.
  const pool = new pg.Pool({
    ...{ connectionString: url, application_name: 'copydesk-migrate' },
    ...{ max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000 },
  });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
    const engine = await SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      adapter,
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/**
 * The adapter cuts a script at every semicolon, those in functions and comments too. Sent whole, it arrives as it was
 * written, and runs in one transaction.
 */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

let loading: ReturnType<typeof loadEngine> | undefined;

/** The package's own entry imports the .wasm file as a module, which Node 20 does not do. */
async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = createRequire(import.meta.url)
    .resolve(ENGINE)
    .replace(/\.js$/, '.wasm');
  const imports = Object.entries(bindings).map(([name, binding]) =>
    // The engine never clears the 10 seconds that it gives its lock, which would keep the process from ending.
    name.startsWith('__wbg_setTimeout')
      ? [name, (f: () => void, ms: number) => setTimeout(f, ms).unref()]
      : [name, binding],
  );
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': Object.fromEntries(imports),
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}
