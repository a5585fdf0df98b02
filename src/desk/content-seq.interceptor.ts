// After a mutation: drops what was loaded before it, and sends the number of the change of what readers may see, so that the client
// can ask delivery for a response that includes it. Where it made none, that is the last one that this server knows.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { mergeMap, type Observable } from 'rxjs';
import { ChangeFeed } from '../database/change-feed.js';
import { trackOwnChanges, type OwnChanges } from '../publishing/changes.js';
import type { DeskContext } from './context.js';
import { isMutation } from './is-mutation.js';

const MAX_WAIT_MS = 2000;

@Injectable()
export class ContentSeqInterceptor implements NestInterceptor {
  constructor(private readonly changes: ChangeFeed) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!isMutation(execution)) return next.handle();
    const context = GqlExecutionContext.create(execution).getContext<DeskContext>();
    const own: OwnChanges = {};
    return trackOwnChanges(own, () => next.handle()).pipe(
      mergeMap(async (result: unknown) => {
        context.loaders.clear();
        // A client that publishes and then fetches from this server sees it.
        if (own.lastSeq !== undefined) await this.changes.waitForOwn(own.lastSeq, MAX_WAIT_MS);
        context.reply.header('X-Content-Seq', String(own.lastSeq ?? this.changes.known));
        return result;
      }),
    );
  }
}
