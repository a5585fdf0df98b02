import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../context.js';
import type { CreatePreviewInput, PreviewPayload } from '../../graphql/generated/desk.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { PreviewsService } from './previews.service.js';

@Resolver()
export class PreviewsResolver {
  constructor(private readonly previews: PreviewsService) {}

  @Mutation('createPreview')
  create(@CurrentActor() actor: Actor, @Args('input') input: CreatePreviewInput): Promise<PreviewPayload> {
    return this.previews.create(actor, input);
  }
}
