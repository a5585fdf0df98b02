import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Author } from '../../database/generated/prisma/client.js';
import { displayEmail } from '../../domain/email.js';
import { isOwnOrAdmin, type Actor, type DeskContext } from '../context.js';
import type {
  CreateUserInput,
  QueryUsersArgs,
  UpdateUserInput,
  UpdateViewerInput,
} from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { RequireRole } from './require-role.decorator.js';
import { SessionLoader, type VisibleSession } from './session.loader.js';
import { UserLoader, type VisibleUser } from './user.loader.js';
import { UserQueries } from './users.queries.js';
import { UsersService } from './users.service.js';
import { ViewerService } from './viewer.service.js';
import { CurrentActor } from './current-actor.decorator.js';
import { SignedIn } from './signed-in.decorator.js';

@Resolver('User')
export class UsersResolver {
  constructor(
    private readonly loader: UserLoader,
    private readonly queries: UserQueries,
    private readonly service: UsersService,
    private readonly sessionLoader: SessionLoader,
    private readonly viewers: ViewerService,
  ) {}

  @SignedIn()
  @Query('viewer')
  viewer(@Context() context: DeskContext, @CurrentActor() actor: Actor): Promise<VisibleUser | null> {
    return this.loader.byId(context, actor.id);
  }

  @RequireRole('ADMIN')
  @Query('users')
  users(@Args() args: QueryUsersArgs): Promise<Connection<VisibleUser>> {
    return this.queries.users(args);
  }

  @SignedIn()
  @Mutation('updateViewer')
  async updateViewer(
    @Context() context: DeskContext,
    @CurrentActor() actor: Actor,
    @Args('input') input: UpdateViewerInput,
  ): Promise<{ user: VisibleUser }> {
    return { user: await this.viewers.update(context, actor, input) };
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

  /** Wherever a user is reached. */
  @ResolveField('email')
  email(@Context() context: DeskContext, @Parent() user: VisibleUser): string | null {
    return isOwnOrAdmin(context, user.id) ? displayEmail(user.email) : null;
  }

  @ResolveField('sessions')
  async sessions(@Context() context: DeskContext, @Parent() user: VisibleUser): Promise<VisibleSession[]> {
    return isOwnOrAdmin(context, user.id) ? this.sessionLoader.ofUser(context, user.id) : [];
  }

  @ResolveField('author')
  author(@Context() context: DeskContext, @Parent() user: VisibleUser): Promise<Author | null> {
    return this.loader.authorOf(context, user.id);
  }
}
