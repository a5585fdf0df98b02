import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ARTICLE_FIELDS } from '../../domain/article-fields.js';
import type { DeskContext } from '../context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import { UserLoader } from '../users/user.loader.js';
import { ApprovalLoader, type Approval } from './approval.loader.js';
import type { ComparedRevisions } from './body-diff.resolver.js';
import { RevisionDiffs, type BaseArgs } from './revision.diffs.js';
import type { RevisionHead } from './revision.columns.js';

/** Those that stand below `seo`. */
const SEO_FIELDS = ARTICLE_FIELDS.flatMap((field) => (field.path[0] === 'seo' ? [field] : []));

@Resolver('Revision')
export class RevisionsResolver {
  constructor(
    private readonly authors: AuthorLoader,
    private readonly tags: TagLoader,
    private readonly users: UserLoader,
    private readonly diffs: RevisionDiffs,
    private readonly approvals: ApprovalLoader,
  ) {}

  /** See BodyResolver. */
  @ResolveField('body')
  body(@Parent() revision: RevisionHead) {
    return revision;
  }

  @ResolveField('seo')
  seo(@Parent() revision: RevisionHead) {
    const values = new Map<string, unknown>(Object.entries(revision));
    return Object.fromEntries(SEO_FIELDS.map(({ path, name }) => [path[1], values.get(name)]));
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

  @ResolveField('approval')
  approval(@Parent() { id }: RevisionHead, @Context() context: DeskContext) {
    return this.approvals.of(context, id);
  }

  @ResolveField('diff')
  diff(@Parent() revision: RevisionHead, @Args() args: BaseArgs, @Context() context: DeskContext) {
    return this.diffs.of(context, revision, args);
  }

  /** See BodyDiffResolver. */
  @ResolveField('bodyDiff')
  async bodyDiff(
    @Parent() revision: RevisionHead,
    @Args() args: BaseArgs,
    @Context() context: DeskContext,
  ): Promise<ComparedRevisions> {
    return { from: await this.diffs.base(context, revision, args), revision };
  }
}

@Resolver('Approval')
export class ApprovalResolver {
  constructor(private readonly users: UserLoader) {}

  @ResolveField('by')
  by(@Parent() { byId }: Approval, @Context() context: DeskContext) {
    return this.users.byId(context, byId);
  }
}
