// What a transition is about: the article as its actor saw it, and perhaps a revision of it.
import type { Transaction } from '../../database/transaction.js';
import { notFound } from '../../domain/errors.js';
import { versionConflict } from './transition-context.js';
import type { WorkflowFacts } from './workflow-facts.js';

export interface TransitionSubject {
  readonly articleId: string;
  readonly version: number;
  readonly revision?: {
    /** Of the input, for the error where the article has no such revision. */
    readonly field: string;
    readonly where: { readonly id: string } | { readonly number: number };
    /** Whether it has to be the working copy. */
    readonly mustBeWorkingCopy?: boolean;
  };
}

/** Nobody else changes the article until the transaction ends. What is read of it is to be read after this. */
export async function lockArticle(tx: Transaction, articleId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM desk.articles WHERE id = ${articleId} FOR UPDATE`;
}

/**
 * Whether the subject is still as its actor saw it.
 * @throws NOT_FOUND where the article has no such revision; CONFLICT where it has another version or working copy
 */
export async function assertSubject(
  tx: Transaction,
  { articleId, version, revision }: TransitionSubject,
  { article, workingId }: WorkflowFacts,
): Promise<void> {
  const isWorkingCopy =
    revision === undefined ||
    ('id' in revision.where
      ? revision.where.id === workingId
      : revision.where.number === article.workingNumber);
  if (!isWorkingCopy && (await tx.revision.count({ where: { articleId, ...revision.where } })) === 0) {
    throw notFound([{ path: ['input', revision.field], message: 'The article has no such revision.' }]);
  }
  if (article.version !== version) throw versionConflict(article);
  if (!isWorkingCopy && revision.mustBeWorkingCopy) {
    throw versionConflict(article, 'The revision is not the working copy any more.');
  }
}
