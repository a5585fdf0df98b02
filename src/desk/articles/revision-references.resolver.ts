// The revisions that publications, events and autosaves name. They stand here, since articles know the other features and these do
// not know articles. A client that got one of these of an article may see the article.
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeskContext } from '../context.js';
import { RevisionQueries } from './revision.queries.js';

interface NamesRevision {
  readonly revisionId: string;
}

@Resolver('Publication')
export class PublishedRevisionResolver {
  constructor(private readonly revisions: RevisionQueries) {}

  @ResolveField('revision')
  revision(@Parent() { revisionId }: NamesRevision, @Context() context: DeskContext) {
    return this.revisions.byId(context, revisionId);
  }
}

@Resolver('Event')
export class RecordedRevisionResolver {
  constructor(private readonly revisions: RevisionQueries) {}

  @ResolveField('revision')
  revision(@Parent() { revisionId }: NamesRevision, @Context() context: DeskContext) {
    return this.revisions.byId(context, revisionId);
  }
}

@Resolver('Autosave')
export class AutosavedRevisionResolver {
  constructor(private readonly revisions: RevisionQueries) {}

  @ResolveField('base')
  base(@Parent() { baseRevisionId }: { readonly baseRevisionId: string }, @Context() context: DeskContext) {
    return this.revisions.byId(context, baseRevisionId);
  }
}
