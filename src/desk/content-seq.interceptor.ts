// After a mutation: drops what was loaded before it, and sends the number of the last change of what readers may see, so that
// the client can ask delivery for a response that includes it.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { mergeMap, type Observable } from 'rxjs';
import { ChangeFeed } from '../database/change-feed.js';
import { DeskDatabase } from '../database/desk.database.js';
import type { DeskContext } from './context.js';

const MAX_WAIT_MS = 2000;

@Injectable()
export class ContentSeqInterceptor implements NestInterceptor {
  constructor(
    private readonly database: DeskDatabase,
    private readonly changes: ChangeFeed,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<string>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(execution);
    if (graphql.getInfo<GraphQLResolveInfo>().parentType.name !== 'Mutation') return next.handle();
    const context = graphql.getContext<DeskContext>();
    return next.handle().pipe(
      mergeMap(async (result: unknown) => {
        context.loaders.clear();
        const [row] = await this.database.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM delivery.content_seq`;
        const seq = Number(row?.seq ?? 0);
        // A client that publishes and then fetches from this server sees it. For a replica, which may lag for long, only the
        // one waits that asks for the number.
        if (this.changes.readsPrimary) await this.changes.waitFor(seq, MAX_WAIT_MS);
        context.reply.header('X-Content-Seq', String(seq));
        return result;
      }),
    );
  }
}
