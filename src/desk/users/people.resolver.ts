import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Author } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { UserLoader, type Person } from './user.loader.js';

@Resolver('Person')
export class PeopleResolver {
  constructor(private readonly loader: UserLoader) {}

  @ResolveField('author')
  author(@Context() context: DeskContext, @Parent() person: Person): Promise<Author | null> {
    return this.loader.authorOf(context, person.id);
  }
}
