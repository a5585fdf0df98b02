// What a revision changed: which one it is compared with, and both as an editor reads them, authors and tags by name.
// How a difference is told is in domain/revision-diff.ts.
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { badUserInput } from '../../domain/errors.js';
import { revisionDiff, type DiffableRevision, type FieldDiff } from '../../domain/revision-diff.js';
import type { DeskContext } from '../../graphql/context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import { RevisionQueries, type RevisionHead } from './revision.queries.js';

/** What the first revision is compared with. */
const NOTHING: DiffableRevision = {
  number: 0,
  title: '',
  slug: '',
  excerpt: null,
  body: '',
  authors: [],
  tags: [],
  seo: { title: null, description: null, canonicalUrl: null },
};

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
    const { id, number, title, slug, excerpt, seoTitle, seoDescription, canonicalUrl } = revision;
    const [body, authors, tags] = await Promise.all([
      this.revisions.text(context, id, 'body'),
      this.authors.ofRevision(context, id),
      this.tags.ofRevision(context, id),
    ]);
    return {
      number,
      title,
      slug,
      excerpt,
      body,
      authors: authors.map(({ name }) => name),
      tags: tags.map(({ name }) => name),
      seo: { title: seoTitle, description: seoDescription, canonicalUrl },
    };
  }
}
