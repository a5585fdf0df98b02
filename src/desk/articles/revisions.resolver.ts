import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeskContext } from '../../graphql/context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import { UserLoader } from '../users/user.loader.js';
import { RevisionDiffs } from './revision.diffs.js';
import type { RevisionHead } from './revision.queries.js';

@Resolver('Revision')
export class RevisionsResolver {
  constructor(
    private readonly authors: AuthorLoader,
    private readonly tags: TagLoader,
    private readonly users: UserLoader,
    private readonly diffs: RevisionDiffs,
  ) {}

  /** See BodyResolver. */
  @ResolveField('body')
  body(@Parent() revision: RevisionHead) {
    return revision;
  }

  @ResolveField('seo')
  seo(@Parent() { seoTitle, seoDescription, canonicalUrl }: RevisionHead) {
    return { title: seoTitle, description: seoDescription, canonicalUrl };
  }

  @ResolveField('authors')
  authorsOf(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.authors.ofRevision(context, id);
  }

  @ResolveField('tags')
  tagsOf(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.tags.ofRevision(context, id);
  }

  @ResolveField('createdBy')
  createdBy(@Parent() { createdById }: RevisionHead, @Context() context: DeskContext) {
    return this.users.byId(context, createdById);
  }

  @ResolveField('diff')
  diff(
    @Parent() revision: RevisionHead,
    @Args('from') from: number | null | undefined,
    @Context() context: DeskContext,
  ) {
    return this.diffs.of(context, revision, from);
  }
}
