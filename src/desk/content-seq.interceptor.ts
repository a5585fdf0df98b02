// After a mutation: drops what was loaded before it, and sends the number of the last change of what readers may see, so that
// the client can ask delivery for a response that includes it.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { mergeMap, type Observable } from 'rxjs';
import { ChangeFeed } from '../database/change-feed.js';
import { databaseFaultOf } from '../database/database-error.js';
import { DeskDatabase } from '../database/desk.database.js';
import type { DeskContext } from './context.js';
import { isMutation } from './is-mutation.js';

const MAX_WAIT_MS = 2000;

@Injectable()
export class ContentSeqInterceptor implements NestInterceptor {
  constructor(
    private readonly database: DeskDatabase,
    private readonly changes: ChangeFeed,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!isMutation(execution)) return next.handle();
    const context = GqlExecutionContext.create(execution).getContext<DeskContext>();
    return next.handle().pipe(
      mergeMap(async (result: unknown) => {
        context.loaders.clear();
        const seq = await this.lastSeq();
        if (seq === undefined) return result;
        // A client that publishes and then fetches from this server sees it.
        await this.changes.waitForOwn(seq, MAX_WAIT_MS);
        context.reply.header('X-Content-Seq', String(seq));
        return result;
      }),
    );
  }

  /** undefined where the database cannot say it: what the mutation did is done all the same. */
  private async lastSeq(): Promise<number | undefined> {
    try {
      const [row] = await this.database.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM delivery.content_seq`;
      return Number(row?.seq ?? 0);
    } catch (error) {
      if (databaseFaultOf(error) === undefined) throw error;
      return undefined;
    }
  }
}
