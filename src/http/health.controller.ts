import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import sql from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { DeliveryDatabase } from '../database/delivery.database.js';
import { DeskDatabase } from '../database/desk.database.js';
import { pendingMigrations } from '../database/migrations.js';
import { RenderingProgress, type Unrendered } from '../jobs/rendering-progress.js';
import { PublicRoute } from './public-routes.js';

interface Readiness {
  readonly status: string;
  readonly why?: string;
  /** Content that an earlier renderer made. The server is ready all the same. */
  readonly unrendered?: Unrendered;
}

@Controller()
export class HealthController {
  private isMigrated = false;

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly desk: DeskDatabase,
    private readonly delivery: DeliveryDatabase,
    private readonly rendering: RenderingProgress,
  ) {}

  /** The process runs. */
  @PublicRoute()
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Both databases answer, and the migrations are up to date. */
  @PublicRoute()
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness();
    if (readiness.why !== undefined) reply.status(503);
    return readiness;
  }

  private async readiness(): Promise<Readiness> {
    try {
      // A migrated database stays migrated, and each check costs a connection.
      const pending = this.isMigrated ? [] : await pendingMigrations(this.config.databaseUrl);
      if (pending.length > 0) return unavailable(`Migrations are pending: ${pending.join(', ')}.`);
      this.isMigrated = true;
      await Promise.all([this.desk.$queryRaw`SELECT 1`, this.delivery.query(sql`SELECT 1`)]);
      const unrendered = await this.rendering.left();
      return unrendered.revisions === 0 ? { status: 'ok' } : { status: 'ok', unrendered };
    } catch (error) {
      // Prisma's messages begin with an excerpt of our code.
      const why = error instanceof Error ? error.message.split('\n').at(-1) : String(error);
      return unavailable(`The database does not answer: ${why}`);
    }
  }
}

const unavailable = (why: string): Readiness => ({ status: 'unavailable', why });
