// What a revision changed: which one it is compared with, and both as an editor reads them, authors and tags by name and
// slug. How a difference is written is in domain/revision-diff.ts.
import { Injectable } from '@nestjs/common';
import { diffRevisionsInWorker } from '../../content/revision-differ.js';
import { badUserInput } from '../../domain/errors.js';
import { EMPTY_CONTENT } from '../../domain/article-fields.js';
import type { DiffableRevision, FieldDiff } from '../../domain/revision-diff.js';
import type { DiffBase } from '../../graphql/generated/desk.js';
import type { DeskContext } from '../context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { PublicationLoader } from '../review-states/publication.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import { refuseWhereFull } from './refuse-where-full.js';
import type { RevisionHead } from './revision.columns.js';
import { RevisionQueries } from './revision.queries.js';

interface NamedEntity {
  readonly name: string;
  readonly slug: string;
}

/** The arguments of `diff` and `bodyDiff`. */
export interface BaseArgs {
  /** A number of the same article; it goes before `against`. */
  readonly from?: number | null;
  readonly against: DiffBase;
}

/** What the first revision is compared with. */
const NOTHING: DiffableRevision = { number: 0, content: EMPTY_CONTENT };

@Injectable()
export class RevisionDiffs {
  constructor(
    private readonly revisions: RevisionQueries,
    private readonly authors: AuthorLoader,
    private readonly tags: TagLoader,
    private readonly publications: PublicationLoader,
  ) {}

  /** @throws BAD_USER_INPUT where the article has no such revision; RATE_LIMITED */
  async of(context: DeskContext, revision: RevisionHead, args: BaseArgs): Promise<FieldDiff[]> {
    const base = await this.base(context, revision, args);
    const [from, to] = await Promise.all([
      base === null ? NOTHING : this.diffable(context, base),
      this.diffable(context, revision),
    ]);
    return diffRevisionsInWorker({ from, to }, context.actor?.id ?? '').catch(refuseWhereFull);
  }

  /**
   * The revision that another is compared with; null where there is none, and everything is new.
   * @throws BAD_USER_INPUT where the article has no revision of the number `from`
   */
  async base(
    context: DeskContext,
    { articleId, number }: RevisionHead,
    { from, against }: BaseArgs,
  ): Promise<RevisionHead | null> {
    if (from != null) {
      const base = await this.revisions.byNumber(context, articleId, from);
      if (base !== null) return base;
      throw badUserInput([{ path: ['from'], message: `The article has no revision ${from}.` }]);
    }
    switch (against) {
      case 'PREVIOUS':
        // The first asks for number 0 like any other for its own, so that all of a page are read together.
        return this.revisions.byNumber(context, articleId, number - 1);
      case 'LIVE': {
        const live = await this.publications.live(context, articleId);
        return live && this.revisions.byId(context, live.revisionId);
      }
      case 'LAST_APPROVED':
        return this.revisions.lastApprovedBefore(context, articleId, number);
    }
  }

  private async diffable(context: DeskContext, revision: RevisionHead): Promise<DiffableRevision> {
    const { id, number } = revision;
    const [body, authors, tags] = await Promise.all([
      this.revisions.text(context, id, 'body'),
      this.authors.ofRevision(context, id),
      this.tags.ofRevision(context, id),
    ]);
    // Slugs are what two of the same name differ in, as their ids do.
    const names = (named: readonly NamedEntity[]) => named.map(({ name, slug }) => `${name} (${slug})`);
    return { number, content: { ...revision, body, authorIds: names(authors), tagIds: names(tags) } };
  }
}
