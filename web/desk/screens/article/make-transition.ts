// Makes a transition of an article, and takes it back where the API has an inverse.
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

/** Those that need an article, a version and perhaps a note. */
export type SimpleTransition = keyof typeof DOCUMENTS;

export type Decision =
  | { readonly name: SimpleTransition; readonly input: TransitionInput }
  | { readonly name: 'APPROVE'; readonly input: ApproveArticleInput }
  | { readonly name: 'PUBLISH'; readonly input: PublishArticleInput }
  | { readonly name: 'SCHEDULE'; readonly input: ScheduleArticleInput }
  | { readonly name: 'SET_END'; readonly input: SetPublicationEndInput };

export type MadeArticle = MadeTransitionFragment['article'];

async function made<TInput>(
  document: Document<Payload, { input: TInput }>,
  input: TInput,
): Promise<MadeArticle> {
  const { payload } = await request(document, { input });
  // `request` throws where the mutation was refused: only then is its payload null.
  if (payload === null) throw new TypeError('A mutation answered nothing.');
  return payload.article;
}

/** @throws ApiError, OfflineError */
export function makeTransition(decision: Decision): Promise<MadeArticle> {
  switch (decision.name) {
    case 'APPROVE':
      return made(ApproveArticleDocument, decision.input);
    case 'PUBLISH':
      return made(PublishArticleDocument, decision.input);
    case 'SCHEDULE':
      return made(ScheduleArticleDocument, decision.input);
    case 'SET_END':
      return made(SetPublicationEndDocument, decision.input);
    default:
      return made(DOCUMENTS[decision.name], decision.input);
  }
}

const restore = (input: RestoreRevisionInput) => made(UndoDiscardDocument, input);

const INVERSES: Partial<Record<TransitionName, SimpleTransition>> = {
  SUBMIT: 'WITHDRAW',
  WITHDRAW: 'SUBMIT',
  ARCHIVE: 'REOPEN',
  REOPEN: 'ARCHIVE',
};

/**
 * What takes a transition back; undefined where nothing does, or where the viewer may not.
 * @param before the number of the working copy before it
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
