import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { deskAddress } from './connection.js';
import { connectionLost, deskPool } from './desk-pool.js';
import { PrismaClient } from './generated/prisma/client.js';
import { usageOf, type PoolUsage } from './pool-usage.js';
import { statementNames } from './statement-names.js';

/** Errors without an excerpt of the code that asked, for which Prisma would read and search the whole bundle each time. */
const errorFormat = 'minimal';

/** Under load, transactions wait for a connection; the pool says sooner why there is none. */
const transactionOptions = { maxWait: 5_000, timeout: 10_000 };

/** While one waits for a row, as a second sign-in of the same user does, the other goes on. */
const MAX_KEPT_FOR_AUTHENTICATION = 2;

/** Of the desk's connections; none where there is only one. */
export const keptForAuthentication = (poolSize: number): number =>
  Math.min(MAX_KEPT_FOR_AUTHENTICATION, Math.floor(poolSize / 2));

/** The desk's connections: they read and write both schemas, and can neither rewrite history nor change the schema. */
@Injectable()
export class DeskDatabase extends PrismaClient implements OnApplicationShutdown {
  readonly poolUsage: () => PoolUsage;

  constructor(@Inject(CONFIG) config: ServerConfig) {
    const { poolSize } = config;
    const pool = deskPool(deskAddress(config), poolSize - keptForAuthentication(poolSize));
    super({ adapter: adapterOf(config, pool), errorFormat, transactionOptions });
    this.poolUsage = () => usageOf(pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}

/**
 * Those of the desk's connections that are kept for signing in and for finding a request's actor: whatever the others wait for,
 * people are known.
 */
@Injectable()
export class AuthenticationDatabase extends PrismaClient implements OnApplicationShutdown {
  readonly poolUsage: () => PoolUsage;

  constructor(@Inject(CONFIG) config: ServerConfig) {
    const pool = deskPool(deskAddress(config), keptForAuthentication(config.poolSize));
    super({ adapter: adapterOf(config, pool), errorFormat, transactionOptions });
    this.poolUsage = () => usageOf(pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}

const adapterOf = (config: ServerConfig, pool: pg.Pool): PrismaPg =>
  new PrismaPg(pool, {
    disposeExternalPool: true,
    onConnectionError: ({ message }) => connectionLost(message),
    ...(config.preparedStatements && { statementNameGenerator: statementNames() }),
  });
