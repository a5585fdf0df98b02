// What a transition is about: the article as its actor saw it, and perhaps a revision of it.
import type { Transaction } from '../../database/transaction.js';
import { conflict, notFound } from '../../domain/errors.js';
import { isApproved, LIVE_PUBLICATION } from './conditions.js';
import type { WorkflowFacts } from './workflow-facts.js';
import sql from 'sql-template-tag';

/** How the actor saw the article: at a version, or with a working copy, whatever else became of it. */
type Seen = { readonly version: number } | { readonly baseRevisionId: string };

export type TransitionSubject = Seen & {
  readonly articleId: string;
  readonly revision?: {
    /** Of the input, for the error where the article has no such revision. */
    readonly field: string;
    readonly where: { readonly id: string } | { readonly number: number };
    /** What it is to the transition: has to be the working copy, gives its content to a new one, or is what is published. */
    readonly as: 'working copy' | 'source' | 'published';
  };
};

/** The revision that a transition is about. */
export interface SubjectRevision {
  readonly id: string;
  /** Where it is another than the working copy, what the table of transitions asks about it. */
  readonly otherRevision?: { readonly isApproved: boolean; readonly isLive: boolean };
}

/** Nobody else changes the article until the transaction ends. What is read of it is to be read after this. */
export async function lockArticle(tx: Transaction, articleId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM desk.articles WHERE id = ${articleId} FOR UPDATE`;
}

/**
 * Whether the subject is still as its actor saw it.
 * @returns the revision that the transition is about
 * @throws NOT_FOUND where the article has no such revision; CONFLICT where it has another version or working copy
 */
export async function assertSubject(
  tx: Transaction,
  subject: TransitionSubject,
  { article, workingId, now }: WorkflowFacts,
): Promise<SubjectRevision> {
  const { articleId, revision } = subject;
  const named =
    revision &&
    (await tx.revision.findFirst({ where: { articleId, ...revision.where }, select: { id: true } }));
  if (named === null) throw noSuchRevision(revision?.field ?? '');
  await assertSeen(tx, subject, article.version, workingId);
  if (revision === undefined || named === undefined || named.id === workingId || revision.as === 'source') {
    return { id: workingId };
  }
  if (revision.as === 'working copy') throw conflict('The revision is not the working copy any more.');
  const [otherRevision] = await tx.$queryRaw<{ isApproved: boolean; isLive: boolean }[]>(sql`
    SELECT ${isApproved(sql`${named.id}`)} AS "isApproved",
      EXISTS (SELECT FROM desk.publications p
              WHERE p.revision_id = ${named.id} AND ${LIVE_PUBLICATION(sql`${now}`)}) AS "isLive"`);
  return { id: named.id, otherRevision };
}

async function assertSeen(
  tx: Transaction,
  subject: TransitionSubject,
  version: number,
  workingId: string,
): Promise<void> {
  if ('version' in subject) {
    if (subject.version !== version) throw conflict('The article has changed since that version.');
    return;
  }
  const { articleId, baseRevisionId: id } = subject;
  if (id === workingId) return;
  if ((await tx.revision.count({ where: { articleId, id } })) === 0) throw noSuchRevision('baseRevisionId');
  throw conflict('Another revision has been saved since that one.');
}

const noSuchRevision = (field: string) =>
  notFound([{ path: ['input', field], message: 'The article has no such revision.' }]);
