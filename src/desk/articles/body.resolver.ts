import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor, DeskContext } from '../context.js';
import type { QueryRenderBodyArgs } from '../../graphql/generated/desk.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { MarkdownService, type UnsavedBody } from './markdown.service.js';
import type { RevisionHead, RevisionText } from './revision.columns.js';
import { RevisionQueries } from './revision.queries.js';

/** A revision's body is the revision, seen as its text; an unsaved one has its text with it. */
type BodyOf = RevisionHead | UnsavedBody;

@Resolver('Body')
export class BodyResolver {
  constructor(
    private readonly revisions: RevisionQueries,
    private readonly rendering: MarkdownService,
  ) {}

  @SignedIn()
  @Query('renderBody')
  render(@CurrentActor() actor: Actor, @Args() { markdown, articleId }: QueryRenderBodyArgs) {
    return this.rendering.preview(actor, markdown, articleId);
  }

  @ResolveField('markdown')
  markdown(@Parent() body: BodyOf, @Context() context: DeskContext) {
    return 'markdown' in body ? body.markdown : this.stored(body, 'body', context);
  }

  @ResolveField('html')
  html(@Parent() body: BodyOf, @Context() context: DeskContext) {
    return 'html' in body ? body.html : this.stored(body, 'html', context);
  }

  @ResolveField('text')
  text(@Parent() body: BodyOf, @Context() context: DeskContext) {
    return 'text' in body ? body.text : this.stored(body, 'text', context);
  }

  @ResolveField('removed')
  async removed(@Parent() body: BodyOf, @CurrentActor() actor: Actor, @Context() context: DeskContext) {
    return this.rendering.removedFrom(actor, await this.markdown(body, context));
  }

  private stored({ id }: RevisionHead, kind: RevisionText, context: DeskContext): Promise<string> {
    return this.revisions.text(context, id, kind);
  }
}
