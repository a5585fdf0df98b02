import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Event, Publication } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { UserLoader } from '../users/user.loader.js';

@Resolver('Publication')
export class PublicationResolver {
  constructor(private readonly users: UserLoader) {}

  @ResolveField('by')
  by(@Parent() { createdById }: Publication, @Context() context: DeskContext) {
    return this.users.byId(context, createdById);
  }
}

@Resolver('Event')
export class EventResolver {
  constructor(private readonly users: UserLoader) {}

  /** null where time did it. */
  @ResolveField('by')
  by(@Parent() { byId }: Event, @Context() context: DeskContext) {
    return byId === null ? null : this.users.byId(context, byId);
  }

  @ResolveField('ownersAdded')
  ownersAdded(@Parent() event: Event, @Context() context: DeskContext) {
    return event.ownersAdded.map((id) => this.users.byId(context, id));
  }

  @ResolveField('ownersRemoved')
  ownersRemoved(@Parent() event: Event, @Context() context: DeskContext) {
    return event.ownersRemoved.map((id) => this.users.byId(context, id));
  }

  @ResolveField('from')
  from(@Parent() event: Event) {
    return event.fromState;
  }

  @ResolveField('to')
  to(@Parent() event: Event) {
    return event.toState;
  }

  /** The reason of an override stands in the note as well, for clients that read only that. */
  @ResolveField('note')
  note(@Parent() event: Event) {
    const override = event.override && `Four-eyes rule overridden: ${event.override}`;
    return [event.note, override].filter(Boolean).join('\n\n') || null;
  }
}
