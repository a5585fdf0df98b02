import { Module } from '@nestjs/common';
import { AuthorsModule } from '../authors/authors.module.js';
import { ReviewStatesModule } from '../review-states/review-states.module.js';
import { TagsModule } from '../tags/tags.module.js';
import { UsersModule } from '../users/users.module.js';
import { ArticleQueries } from './article.queries.js';
import { ArticlesMutationsResolver } from './articles.mutations.resolver.js';
import { ArticlesResolver } from './articles.resolver.js';
import { MarkdownService } from './markdown.service.js';
import { ApprovalLoader } from './approval.loader.js';
import { CalendarQueries } from './calendar.queries.js';
import { CalendarResolver } from './calendar.resolver.js';
import { LifecycleService } from './lifecycle.service.js';
import { BodyDiffResolver } from './body-diff.resolver.js';
import { BodyDiffs } from './body.diffs.js';
import { BodyResolver } from './body.resolver.js';
import { DraftsService } from './drafts.service.js';
import { NodeResolver } from './node.resolver.js';
import { OwnershipService } from './ownership.service.js';
import { PreviewReferencesResolver } from './preview-references.resolver.js';
import {
  AutosavedRevisionResolver,
  PublishedRevisionResolver,
  RecordedRevisionResolver,
} from './revision-references.resolver.js';
import { RevisionDiffs } from './revision.diffs.js';
import { RevisionQueries } from './revision.queries.js';
import { ApprovalResolver, RevisionsResolver } from './revisions.resolver.js';

/** Articles and their revisions: read by who may see them, written as drafts. */
@Module({
  imports: [AuthorsModule, ReviewStatesModule, TagsModule, UsersModule],
  providers: [
    ArticleQueries,
    ArticlesMutationsResolver,
    ArticlesResolver,
    AutosavedRevisionResolver,
    MarkdownService,
    ApprovalLoader,
    CalendarQueries,
    CalendarResolver,
    LifecycleService,
    BodyDiffResolver,
    BodyDiffs,
    BodyResolver,
    DraftsService,
    NodeResolver,
    OwnershipService,
    PublishedRevisionResolver,
    PreviewReferencesResolver,
    RecordedRevisionResolver,
    RevisionDiffs,
    RevisionQueries,
    ApprovalResolver,
    RevisionsResolver,
  ],
})
export class ArticlesModule {}
