import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeskContext } from '../context.js';
import type { RevisionHead } from './revision.columns.js';
import { RevisionQueries } from './revision.queries.js';

/** A revision's body is the revision, seen as its text. */
@Resolver('Body')
export class BodyResolver {
  constructor(private readonly revisions: RevisionQueries) {}

  @ResolveField('markdown')
  markdown(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.revisions.text(context, id, 'body');
  }

  @ResolveField('html')
  html(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.revisions.text(context, id, 'html');
  }

  @ResolveField('text')
  text(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.revisions.text(context, id, 'text');
  }
}
