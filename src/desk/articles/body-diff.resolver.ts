import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeskContext } from '../context.js';
import { BodyDiffs } from './body.diffs.js';
import type { RevisionHead } from './revision.columns.js';

/** The two sides of a BodyDiff. They are compared where a field needs that. */
export interface ComparedRevisions {
  readonly from: RevisionHead | null;
  readonly revision: RevisionHead;
}

@Resolver('BodyDiff')
export class BodyDiffResolver {
  constructor(private readonly diffs: BodyDiffs) {}

  @ResolveField('html')
  async html(@Parent() { from, revision }: ComparedRevisions, @Context() context: DeskContext) {
    return (await this.diffs.of(context, from, revision)).html;
  }

  @ResolveField('wordsAdded')
  async wordsAdded(@Parent() { from, revision }: ComparedRevisions, @Context() context: DeskContext) {
    return (await this.diffs.of(context, from, revision)).wordsAdded;
  }

  @ResolveField('wordsRemoved')
  async wordsRemoved(@Parent() { from, revision }: ComparedRevisions, @Context() context: DeskContext) {
    return (await this.diffs.of(context, from, revision)).wordsRemoved;
  }
}
