import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Author } from '../../database/generated/prisma/client.js';
import type { Actor, DeskContext } from '../context.js';
import type { CreateUserInput, UpdateUserInput } from '../../graphql/generated/desk.js';
import type { Connection, ConnectionArgs } from '../../graphql/paging.js';
import { RequireRole } from './require-role.decorator.js';
import { UserLoader, type VisibleUser } from './user.loader.js';
import { UserQueries } from './users.queries.js';
import { UsersService } from './users.service.js';
import { CurrentActor } from './current-actor.decorator.js';

@Resolver('User')
export class UsersResolver {
  constructor(
    private readonly loader: UserLoader,
    private readonly queries: UserQueries,
    private readonly service: UsersService,
  ) {}

  @Query('viewer')
  viewer(@Context() context: DeskContext, @CurrentActor() actor: Actor): Promise<VisibleUser | null> {
    return this.loader.byId(context, actor.id);
  }

  @RequireRole('ADMIN')
  @Query('users')
  users(@Args() args: ConnectionArgs): Promise<Connection<VisibleUser>> {
    return this.queries.all(args);
  }

  @RequireRole('ADMIN')
  @Mutation('createUser')
  async create(@Args('input') input: CreateUserInput): Promise<{ user: VisibleUser }> {
    return { user: await this.service.create(input) };
  }

  @RequireRole('ADMIN')
  @Mutation('updateUser')
  async update(@Args('input') input: UpdateUserInput): Promise<{ user: VisibleUser }> {
    return { user: await this.service.update(input) };
  }

  @ResolveField('author')
  author(@Context() context: DeskContext, @Parent() user: VisibleUser): Promise<Author | null> {
    return this.loader.authorOf(context, user.id);
  }
}
