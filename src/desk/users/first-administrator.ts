// The first administrator, from the environment: created at start where there is no user yet, once however many servers
// start together. Later starts change nothing, whatever the environment says.
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, ConfigError, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { retry } from '../../database/retry.js';
import { displayEmail } from '../../domain/email.js';
import { newId } from '../../domain/identity.js';
import { weaknessOf } from './password-strength.js';
import { hashPassword } from './passwords.js';

const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 4_000;

@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('FirstAdministrator');
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.createFirst();
    } catch (error) {
      if (this.config.migrateAtStart || error instanceof ConfigError) throw error;
      // Somebody else migrates the database, and may not have come to it yet.
      void retry(() => this.createFirst().catch((later) => this.giveUp(later)), {
        firstMs: MIN_RETRY_MS,
        longestMs: MAX_RETRY_MS,
        signal: this.stopping.signal,
        onFailure: (message) => this.log.warn(`There is no administrator yet: ${message}`),
      });
    }
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Logs once what no further attempt would mend. */
  private giveUp(error: unknown): void {
    if (!(error instanceof ConfigError)) throw error;
    this.log.error(error.message);
  }

  private async createFirst(): Promise<void> {
    const first = this.config.firstAdministrator;
    if (first === undefined || (await this.database.user.count()) > 0) return;
    const weakness = await weaknessOf(first.password, { email: first.email, name: '' });
    if (weakness !== undefined) throw new ConfigError([`ADMIN_PASSWORD is easy to guess: ${weakness}`]);
    const passwordHash = await hashPassword(first.password);
    await this.database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('copydesk.first-administrator'))`;
      if ((await tx.user.count()) > 0) return;
      await tx.user.create({
        data: {
          id: newId('User'),
          email: first.email,
          name: displayEmail(first.email),
          role: 'ADMIN',
          passwordHash,
        },
      });
      this.log.log('The first administrator is there, with ADMIN_EMAIL and ADMIN_PASSWORD.');
    });
  }
}
