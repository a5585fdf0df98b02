// What makes two revisions equal.
import { createHash } from 'node:crypto';

export interface RevisionContent {
  readonly title: string;
  readonly slug: string;
  readonly excerpt: string | null;
  readonly body: string;
  /** In byline order. */
  readonly authorIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly canonicalUrl: string | null;
}

/** SHA-256, hex, over the fields in a fixed order as JSON: no two contents are spelt alike. */
export function contentHash(content: RevisionContent): string {
  const fields = [
    content.title,
    content.slug,
    content.excerpt,
    content.body,
    content.authorIds,
    content.tagIds,
    content.seoTitle,
    content.seoDescription,
    content.canonicalUrl,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
