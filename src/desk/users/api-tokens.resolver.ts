import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiToken } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import type { CreateApiTokenInput, RevokeApiTokenInput } from '../../graphql/generated/desk.js';
import { ApiTokensService } from './api-tokens.service.js';
import { RequireRole } from './require-role.decorator.js';
import { UserLoader, type VisibleUser } from './user.loader.js';

@Resolver('ApiToken')
export class ApiTokensResolver {
  constructor(
    private readonly service: ApiTokensService,
    private readonly users: UserLoader,
  ) {}

  @RequireRole('ADMIN')
  @Query('apiTokens')
  apiTokens(): Promise<ApiToken[]> {
    return this.service.all();
  }

  @RequireRole('ADMIN')
  @Mutation('createApiToken')
  create(@Args('input') input: CreateApiTokenInput): Promise<{ apiToken: ApiToken; secret: string }> {
    return this.service.create(input);
  }

  @RequireRole('ADMIN')
  @Mutation('revokeApiToken')
  async revoke(@Args('input') input: RevokeApiTokenInput): Promise<{ apiToken: ApiToken }> {
    return { apiToken: await this.service.revoke(input) };
  }

  @ResolveField('user')
  user(@Context() context: DeskContext, @Parent() token: ApiToken): Promise<VisibleUser | null> {
    return this.users.byId(context, token.userId);
  }
}
