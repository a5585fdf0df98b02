// Whether two revisions say the same: one hash over everything that an editor can write, and over nothing else. Texts are
// compared as they are stored, not normalised: a revision serves exactly what was saved, so another spelling of the same
// letters is another content.
import { createHash } from 'node:crypto';

export interface RevisionContent {
  readonly title: string;
  readonly slug: string;
  readonly excerpt: string | null;
  /** Markdown. */
  readonly body: string;
  /** In byline order. */
  readonly authorIds: readonly string[];
  /** In the order the desk gave them. */
  readonly tagIds: readonly string[];
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly canonicalUrl: string | null;
}

/** SHA-256, hex. The order of the fields is part of every hash that is stored: a new field goes to the end. */
export function contentHash(content: RevisionContent): string {
  const canonical = JSON.stringify([
    content.title,
    content.slug,
    content.excerpt,
    content.body,
    content.authorIds,
    content.tagIds,
    content.seoTitle,
    content.seoDescription,
    content.canonicalUrl,
  ]);
  return createHash('sha256').update(canonical).digest('hex');
}
