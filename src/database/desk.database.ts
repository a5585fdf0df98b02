import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { deskAddress } from './connection.js';
import { deskPool } from './desk-pool.js';
import { PooledPrismaClient } from './pooled-prisma-client.js';
import { statementNames } from './statement-names.js';

/** Under load, transactions wait for a connection; the pool says sooner why there is none. */
const transactionOptions = { maxWait: 5_000, timeout: 10_000 };

/** While one waits for a row, as a second sign-in of the same user does, the other goes on. */
const MAX_KEPT_FOR_AUTHENTICATION = 2;

/** Of the desk's connections; none where there is only one. */
export const keptForAuthentication = (poolSize: number): number =>
  Math.min(MAX_KEPT_FOR_AUTHENTICATION, Math.floor(poolSize / 2));

/** A part of the desk's connections. */
abstract class DeskConnections extends PooledPrismaClient {
  constructor(config: ServerConfig, poolSize: number) {
    super(
      deskPool(deskAddress(config), poolSize),
      transactionOptions,
      config.preparedStatements ? { statementNameGenerator: statementNames() } : {},
    );
  }
}

/** The desk's connections: they read and write both schemas, and can neither rewrite history nor change the schema. */
@Injectable()
export class DeskDatabase extends DeskConnections {
  constructor(@Inject(CONFIG) config: ServerConfig) {
    super(config, config.poolSize - keptForAuthentication(config.poolSize));
  }
}

/**
 * Those of the desk's connections that are kept for signing in and for finding a request's actor: whatever the others wait for,
 * people are known.
 */
@Injectable()
export class AuthenticationDatabase extends DeskConnections {
  constructor(@Inject(CONFIG) config: ServerConfig) {
    super(config, keptForAuthentication(config.poolSize));
  }
}
