// What becomes of a mutation that the database could not make: one that waited for somebody else's change is BUSY. Mutations of one
// document run one after the other, and one that fails keeps none of the others from being made, but for this: where one has waited
// in vain for a database that is away or does not answer, those after it are refused untried, as DATABASE_UNAVAILABLE, which says of
// each that nothing was done. Each would wait as long again: thirty of them for two minutes, of which the client is promised five seconds.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { catchError, throwError, type Observable } from 'rxjs';
import { databaseFaultOf } from '../database/database-error.js';
import { AuthenticationDatabase } from '../database/desk.database.js';
import { busy, databaseUnavailable } from '../domain/errors.js';
import type { DeskContext } from './context.js';
import { isMutation } from './is-mutation.js';

/** From then on a document has waited for the database, and was not just refused by it. */
const MAX_WAIT_MS = 1_000;

@Injectable()
export class DatabaseFaultInterceptor implements NestInterceptor {
  /** Contexts of documents that have waited. */
  private readonly waited = new WeakSet<DeskContext>();

  /** @param database whose connections are free where all others wait for the same lock */
  constructor(private readonly database: AuthenticationDatabase) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!isMutation(execution)) return next.handle();
    const context = GqlExecutionContext.create(execution).getContext<DeskContext>();
    if (this.waited.has(context)) return throwError(databaseUnavailable);
    const startedAt = performance.now();
    return next.handle().pipe(
      catchError(async (error: unknown): Promise<never> => {
        const fault = databaseFaultOf(error);
        if (fault === 'LOCK_TIMEOUT' && !(await this.isTableLocked())) throw busy();
        if (fault === 'UNAVAILABLE' && performance.now() - startedAt > MAX_WAIT_MS) this.waited.add(context);
        throw error;
      }),
    );
  }

  /** A whole table, as a migration or a dump does it: that is nobody's work on an article. */
  private async isTableLocked(): Promise<boolean> {
    const [row] = await this.database.$queryRaw<{ isLocked: boolean }[]>`
      SELECT EXISTS (
        SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE l.granted AND l.locktype = 'relation'
          AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND c.relkind = 'r' AND c.relnamespace IN ('desk'::regnamespace, 'delivery'::regnamespace)
      ) AS "isLocked"`;
    return row?.isLocked ?? false;
  }
}
