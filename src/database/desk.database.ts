import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { connectionAs } from './connection.js';
import { PrismaClient } from './generated/prisma/client.js';

/** The desk's connections: they read and write both schemas, and can neither rewrite history nor change the schema. */
@Injectable()
export class DeskDatabase extends PrismaClient implements OnApplicationShutdown {
  constructor(@Inject(CONFIG) config: ServerConfig) {
    const log = new Logger(DeskDatabase.name);
    const lost = (error: Error) => log.warn(`A connection was lost: ${error.message}`);
    const adapter = new PrismaPg(
      { ...connectionAs('copydesk_desk', config.databaseUrl), max: config.poolSize },
      { onPoolError: lost, onConnectionError: lost },
    );
    // Under load, transactions wait for a connection, and decisions about one article wait for one another.
    super({ adapter, transactionOptions: { maxWait: 10_000, timeout: 10_000 } });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
