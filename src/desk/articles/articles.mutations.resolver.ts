import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { CurrentArticle } from '../review-states/current-articles.js';
import type { Actor } from '../context.js';
import type {
  CreateArticleInput,
  RestoreRevisionInput,
  SaveDraftInput,
  SetOwnersInput,
  TransitionInput,
} from '../../graphql/generated/desk.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { DraftsService } from './drafts.service.js';
import { LifecycleService } from './lifecycle.service.js';
import { OwnershipService } from './ownership.service.js';

type Payload = Promise<{ article: CurrentArticle }>;

@Resolver()
export class ArticlesMutationsResolver {
  constructor(
    private readonly drafts: DraftsService,
    private readonly lifecycle: LifecycleService,
    private readonly ownership: OwnershipService,
  ) {}

  @SignedIn()
  @Mutation('createArticle')
  async create(@CurrentActor() actor: Actor, @Args('input') input: CreateArticleInput): Payload {
    return { article: await this.drafts.create(actor, input) };
  }

  @SignedIn()
  @Mutation('saveDraft')
  async save(@CurrentActor() actor: Actor, @Args('input') input: SaveDraftInput): Payload {
    return { article: await this.drafts.save(actor, input) };
  }

  @SignedIn()
  @Mutation('restoreRevision')
  async restore(@CurrentActor() actor: Actor, @Args('input') input: RestoreRevisionInput): Payload {
    return { article: await this.drafts.restore(actor, input) };
  }

  @SignedIn()
  @Mutation('discardDraft')
  async discard(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.lifecycle.discard(actor, input) };
  }

  @SignedIn()
  @Mutation('archiveArticle')
  async archive(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.lifecycle.archive(actor, input) };
  }

  @SignedIn()
  @Mutation('reopenArticle')
  async reopen(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.lifecycle.reopen(actor, input) };
  }

  @SignedIn()
  @Mutation('setOwners')
  async setOwners(@CurrentActor() actor: Actor, @Args('input') input: SetOwnersInput): Payload {
    return { article: await this.ownership.setOwners(actor, input) };
  }
}
