// The mutations of the transitions, and their inverses.
import { request } from '../../api/request.js';
import type { Document } from '../../api/transport.js';
import {
  ApproveArticleDocument,
  ArchiveArticleDocument,
  DiscardDraftDocument,
  PublishArticleDocument,
  ReopenArticleDocument,
  RequestChangesDocument,
  ScheduleArticleDocument,
  SetPublicationEndDocument,
  SubmitForReviewDocument,
  UndoDiscardDocument,
  UnpublishArticleDocument,
  UnscheduleArticleDocument,
  WithdrawFromReviewDocument,
  type ApproveArticleInput,
  type MadeTransitionFragment,
  type PublishArticleInput,
  type RestoreRevisionInput,
  type ScheduleArticleInput,
  type SetPublicationEndInput,
  type TransitionInput,
  type TransitionName,
} from '../../generated/operations.js';

interface Payload {
  readonly payload: MadeTransitionFragment | null;
}

const DOCUMENTS = {
  SUBMIT: SubmitForReviewDocument,
  WITHDRAW: WithdrawFromReviewDocument,
  REQUEST_CHANGES: RequestChangesDocument,
  UNSCHEDULE: UnscheduleArticleDocument,
  UNPUBLISH: UnpublishArticleDocument,
  DISCARD: DiscardDraftDocument,
  ARCHIVE: ArchiveArticleDocument,
  REOPEN: ReopenArticleDocument,
} as const;

/** Transitions whose input is an article, its version and an optional note. */
export type SimpleTransition = keyof typeof DOCUMENTS;

export type Decision =
  | { readonly name: SimpleTransition; readonly input: TransitionInput }
  | { readonly name: 'APPROVE'; readonly input: ApproveArticleInput }
  | { readonly name: 'PUBLISH'; readonly input: PublishArticleInput }
  | { readonly name: 'SCHEDULE'; readonly input: ScheduleArticleInput }
  | { readonly name: 'SET_END'; readonly input: SetPublicationEndInput };

export type MadeArticle = MadeTransitionFragment['article'];

async function mutate<TInput>(
  document: Document<Payload, { input: TInput }>,
  input: TInput,
): Promise<MadeArticle> {
  const { payload } = await request(document, { input });
  // Only of a refused mutation, and then `request` has thrown.
  if (payload === null) throw new TypeError('A mutation returned no payload.');
  return payload.article;
}

/** @throws ApiError, OfflineError */
export function makeTransition(decision: Decision): Promise<MadeArticle> {
  switch (decision.name) {
    case 'APPROVE':
      return mutate(ApproveArticleDocument, decision.input);
    case 'PUBLISH':
      return mutate(PublishArticleDocument, decision.input);
    case 'SCHEDULE':
      return mutate(ScheduleArticleDocument, decision.input);
    case 'SET_END':
      return mutate(SetPublicationEndDocument, decision.input);
    default:
      return mutate(DOCUMENTS[decision.name], decision.input);
  }
}

const restore = (input: RestoreRevisionInput) => mutate(UndoDiscardDocument, input);

const INVERSES: Partial<Record<TransitionName, SimpleTransition>> = {
  SUBMIT: 'WITHDRAW',
  WITHDRAW: 'SUBMIT',
  ARCHIVE: 'REOPEN',
  REOPEN: 'ARCHIVE',
};

/**
 * The mutation that undoes a transition; undefined where there is none, or where the viewer may not make it.
 * @param before the number of the working copy before the transition
 */
export function inverseOf(
  name: TransitionName,
  { id, version }: Pick<MadeArticle, 'id' | 'version'>,
  before: number,
  isEditor: boolean,
): (() => Promise<MadeArticle>) | undefined {
  const on = { articleId: id, version };
  if (name === 'DISCARD') return () => restore({ ...on, number: before });
  const inverse = INVERSES[name];
  if (inverse === undefined || (inverse === 'REOPEN' && !isEditor)) return undefined;
  return () => makeTransition({ name: inverse, input: on });
}
