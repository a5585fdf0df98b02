import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { CONFIG, type ServerConfig } from '../config/config.js';
import pg from 'pg';
import { closeWhereBroken, retryBrokenOf } from './broken-statements.js';
import { connectionAs, deskAddress } from './connection.js';
import { PrismaClient } from './generated/prisma/client.js';
import { statementNames } from './statement-names.js';

/** The desk's connections: they read and write both schemas, and can neither rewrite history nor change the schema. */
@Injectable()
export class DeskDatabase extends PrismaClient implements OnApplicationShutdown {
  constructor(@Inject(CONFIG) config: ServerConfig) {
    const log = new Logger('DeskDatabase');
    const lost = (error: Error) => log.warn(`A connection was lost: ${error.message}`);
    const pool = new pg.Pool({
      ...connectionAs('copydesk_desk', deskAddress(config)),
      max: config.poolSize,
    });
    closeWhereBroken(pool);
    retryBrokenOf(pool);
    const adapter = new PrismaPg(pool, {
      ...{ disposeExternalPool: true, onPoolError: lost, onConnectionError: lost },
      ...(config.preparedStatements && { statementNameGenerator: statementNames() }),
    });
    // Under load, transactions wait for a connection, and decisions about one article wait for one another.
    // Errors without an excerpt of the code that asked, for which Prisma would read and search the whole bundle each time.
    super({ adapter, errorFormat: 'minimal', transactionOptions: { maxWait: 10_000, timeout: 10_000 } });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
