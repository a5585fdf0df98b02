// The first administrator, from the environment: made at start where there is no user yet, once however many servers
// start together. Later starts change nothing, whatever the environment says.
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { newId } from '../../domain/identity.js';
import { hashPassword } from './passwords.js';

/** How long between two tries at most; each waits twice as long as the one before. */
const MOST_TRY_AGAIN_MS = 4_000;

@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('FirstAdministrator');
  private timer?: NodeJS.Timeout;
  private tryAgainMs = 1000;
  private lastFailure?: string;

  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.makeFirst();
    } catch (error) {
      if (this.config.migrateAtStart) throw error;
      // Whoever migrates the database instead may not have come to it yet.
      const failure = String(error);
      if (failure !== this.lastFailure) this.log.warn(`There is no administrator yet: ${failure}`);
      this.lastFailure = failure;
      this.timer = setTimeout(() => void this.onApplicationBootstrap(), this.tryAgainMs).unref();
      this.tryAgainMs = Math.min(2 * this.tryAgainMs, MOST_TRY_AGAIN_MS);
    }
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private async makeFirst(): Promise<void> {
    const first = this.config.firstAdministrator;
    if (first === undefined || (await this.database.user.count()) > 0) return;
    const passwordHash = await hashPassword(first.password);
    await this.database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('copydesk.first-administrator'))`;
      if ((await tx.user.count()) > 0) return;
      await tx.user.create({
        data: { id: newId('User'), email: first.email, name: first.email, role: 'ADMIN', passwordHash },
      });
      this.log.log(`${first.email} is the first administrator.`);
    });
  }
}
