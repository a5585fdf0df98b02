import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { CurrentArticle } from './current-articles.js';
import type { Actor } from '../context.js';
import type {
  ApproveArticleInput,
  PublishArticleInput,
  ScheduleArticleInput,
  SetPublicationEndInput,
  TransitionInput,
} from '../../graphql/generated/desk.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { DecisionsService } from './decisions.service.js';

type Payload = Promise<{ article: CurrentArticle }>;

@Resolver()
export class ReviewStatesResolver {
  constructor(private readonly decisions: DecisionsService) {}

  @SignedIn()
  @Mutation('submitForReview')
  async submit(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.decisions.transition(actor, 'SUBMIT', input) };
  }

  @SignedIn()
  @Mutation('withdrawFromReview')
  async withdraw(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.decisions.transition(actor, 'WITHDRAW', input) };
  }

  @SignedIn()
  @Mutation('requestChanges')
  async requestChanges(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.decisions.transition(actor, 'REQUEST_CHANGES', input) };
  }

  @SignedIn()
  @Mutation('approveArticle')
  async approve(@CurrentActor() actor: Actor, @Args('input') input: ApproveArticleInput): Payload {
    return { article: await this.decisions.approve(actor, input) };
  }

  @SignedIn()
  @Mutation('publishArticle')
  async publish(@CurrentActor() actor: Actor, @Args('input') input: PublishArticleInput): Payload {
    return { article: await this.decisions.publish(actor, input) };
  }

  @SignedIn()
  @Mutation('scheduleArticle')
  async schedule(@CurrentActor() actor: Actor, @Args('input') input: ScheduleArticleInput): Payload {
    return { article: await this.decisions.schedule(actor, input) };
  }

  @SignedIn()
  @Mutation('unscheduleArticle')
  async unschedule(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.decisions.transition(actor, 'UNSCHEDULE', input) };
  }

  @SignedIn()
  @Mutation('unpublishArticle')
  async unpublish(@CurrentActor() actor: Actor, @Args('input') input: TransitionInput): Payload {
    return { article: await this.decisions.transition(actor, 'UNPUBLISH', input) };
  }

  @SignedIn()
  @Mutation('setPublicationEnd')
  async setEnd(@CurrentActor() actor: Actor, @Args('input') input: SetPublicationEndInput): Payload {
    return { article: await this.decisions.setEnd(actor, input) };
  }
}
