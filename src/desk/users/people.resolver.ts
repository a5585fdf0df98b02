import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Author } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import type { QueryPeopleArgs } from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { RequireRole } from './require-role.decorator.js';
import { UserLoader, type Person } from './user.loader.js';
import { UserQueries } from './users.queries.js';

@Resolver('Person')
export class PeopleResolver {
  constructor(
    private readonly loader: UserLoader,
    private readonly queries: UserQueries,
  ) {}

  @RequireRole('EDITOR')
  @Query('people')
  people(@Args() args: QueryPeopleArgs): Promise<Connection<Person>> {
    return this.queries.people(args);
  }

  @ResolveField('author')
  author(@Context() context: DeskContext, @Parent() person: Person): Promise<Author | null> {
    return this.loader.authorOf(context, person.id);
  }
}
