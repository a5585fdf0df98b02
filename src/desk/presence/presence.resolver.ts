import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Article, Presence } from '../../database/generated/prisma/client.js';
import type { SetEditingInput } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { UserLoader } from '../users/user.loader.js';
import type { CurrentArticle } from '../review-states/current-articles.js';
import { PresenceService } from './presence.service.js';

@Resolver('Article')
export class EditingResolver {
  constructor(private readonly presence: PresenceService) {}

  @SignedIn()
  @Mutation('setEditing')
  async setEditing(
    @CurrentActor() actor: Actor,
    @Args('input') input: SetEditingInput,
  ): Promise<{ article: CurrentArticle }> {
    return { article: await this.presence.setEditing(actor, input) };
  }

  @ResolveField('editing')
  editing(@Parent() { id }: Article, @Context() context: DeskContext): Promise<Presence[]> {
    return this.presence.of(context, id);
  }
}

@Resolver('Presence')
export class PresenceResolver {
  constructor(private readonly users: UserLoader) {}

  @ResolveField('person')
  person(@Parent() { userId }: Presence, @Context() context: DeskContext) {
    return this.users.byId(context, userId);
  }
}
