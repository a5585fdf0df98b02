// The columns that raw SQL selects to return revisions: those of content, from the list of article fields, and their own.
import type { Columns } from '../../database/columns.js';
import type { Revision } from '../../database/generated/prisma/client.js';
import { CONTENT_COLUMNS } from '../../domain/article-fields.js';

/** The columns that hold a revision's text: as written, rendered, and plain. */
export type RevisionText = 'body' | 'html' | 'text';
/** A revision without its text, which can be long, and without what is known of its rendering. */
export type RevisionHead = Omit<Revision, RevisionText | 'opening' | 'renderer' | 'refusedBy'>;

const { body: _, ...contentColumns } = CONTENT_COLUMNS;

export const REVISION_HEAD_COLUMNS: Columns<RevisionHead> = {
  ...contentColumns,
  id: 'id',
  articleId: 'article_id',
  number: 'number',
  wordCount: 'word_count',
  readingMinutes: 'reading_minutes',
  contentHash: 'content_hash',
  isCopy: 'is_copy',
  createdById: 'created_by_id',
  createdAt: 'created_at',
};
