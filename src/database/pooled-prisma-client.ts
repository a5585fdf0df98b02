import type { OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { connectionLost } from './desk-pool.js';
import { PrismaClient } from './generated/prisma/client.js';
import { type PoolUsage, usageOf } from './pool-usage.js';

/** Milliseconds that a transaction waits for a connection, and that it may take. */
interface TransactionOptions {
  readonly maxWait: number;
  readonly timeout: number;
}

type AdapterOptions = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>;

/** Prisma's client over a pool of connections with the desk's rights. It closes the pool when the application ends. */
export abstract class PooledPrismaClient extends PrismaClient implements OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(pool: pg.Pool, transactionOptions: TransactionOptions, adapterOptions: AdapterOptions = {}) {
    super({
      adapter: new PrismaPg(pool, {
        ...adapterOptions,
        disposeExternalPool: true,
        onConnectionError: ({ message }) => connectionLost(message),
      }),
      // Errors without an excerpt of the calling code, for which Prisma would read and search the whole bundle each time.
      errorFormat: 'minimal',
      transactionOptions,
    });
    this.pool = pool;
  }

  poolUsage(): PoolUsage {
    return usageOf(this.pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
