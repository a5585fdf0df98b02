// What a revision changed: which one it is compared with, and both as an editor reads them, authors and tags by name. How a
// difference is written is in domain/revision-diff.ts.
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { badUserInput } from '../../domain/errors.js';
import { EMPTY_CONTENT } from '../../domain/article-fields.js';
import { revisionDiff, type DiffableRevision, type FieldDiff } from '../../domain/revision-diff.js';
import type { DeskContext } from '../context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import type { RevisionHead } from './revision.columns.js';
import { RevisionQueries } from './revision.queries.js';

/** What the first revision is compared with. */
const NOTHING: DiffableRevision = { number: 0, content: EMPTY_CONTENT };

@Injectable()
export class RevisionDiffs {
  constructor(
    private readonly revisions: RevisionQueries,
    private readonly authors: AuthorLoader,
    private readonly tags: TagLoader,
  ) {}

  /**
   * @param from a number of the same article; the one before, where there is none
   * @throws BAD_USER_INPUT where the article has no such revision
   */
  async of(
    context: DeskContext,
    revision: RevisionHead,
    from: number | null | undefined,
  ): Promise<FieldDiff[]> {
    const { articleId, number } = revision;
    // The first asks for number 0 like any other for its own, so that all of a page are read together.
    const other = await this.revisions.byNumber(context, articleId, from ?? number - 1);
    if (other === null && from != null) {
      throw badUserInput([{ path: ['from'], message: `The article has no revision ${from}.` }]);
    }
    const [before, after] = await Promise.all([
      other === null ? NOTHING : this.diffable(context, other),
      this.diffable(context, revision),
    ]);
    // Long texts take a while: between two of them, other requests have their turn.
    await setImmediate();
    return revisionDiff(before, after);
  }

  private async diffable(context: DeskContext, revision: RevisionHead): Promise<DiffableRevision> {
    const { id, number } = revision;
    const [body, authors, tags] = await Promise.all([
      this.revisions.text(context, id, 'body'),
      this.authors.ofRevision(context, id),
      this.tags.ofRevision(context, id),
    ]);
    const names = (named: readonly { name: string }[]) => named.map(({ name }) => name);
    return { number, content: { ...revision, body, authorIds: names(authors), tagIds: names(tags) } };
  }
}
