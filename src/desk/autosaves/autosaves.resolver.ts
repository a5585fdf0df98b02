import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Article } from '../../database/generated/prisma/client.js';
import type { AutosaveInput, DiscardAutosaveInput } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { autosaveView, type AutosaveView } from './autosave.view.js';
import { AutosavesService } from './autosaves.service.js';
import { NamedLoader } from './named.loader.js';

@Resolver('Article')
export class AutosavesResolver {
  constructor(private readonly autosaves: AutosavesService) {}

  @SignedIn()
  @Mutation('autosave')
  async autosave(@CurrentActor() actor: Actor, @Args('input') input: AutosaveInput) {
    return { autosave: autosaveView(await this.autosaves.save(actor, input)) };
  }

  @SignedIn()
  @Mutation('discardAutosave')
  async discard(@CurrentActor() actor: Actor, @Args('input') { articleId }: DiscardAutosaveInput) {
    await this.autosaves.discard(actor, articleId);
    return { articleId };
  }

  @ResolveField('autosave')
  async ofArticle(@Parent() { id }: Article, @CurrentActor() actor: Actor, @Context() context: DeskContext) {
    const autosave = await this.autosaves.of(context, actor, id);
    return autosave && autosaveView(autosave);
  }
}

/** `base` is with the articles, which know revisions. */
@Resolver('Autosave')
export class AutosaveContentResolver {
  constructor(private readonly named: NamedLoader) {}

  @ResolveField('authors')
  authors(@Parent() { authorIds }: AutosaveView, @Context() context: DeskContext) {
    return authorIds && this.named.authors(context, authorIds);
  }

  @ResolveField('tags')
  tags(@Parent() { tagIds }: AutosaveView, @Context() context: DeskContext) {
    return tagIds && this.named.tags(context, tagIds);
  }
}
