// Every decision about an article by its name, as anybody may try it.
import { randomBytes } from 'node:crypto';
import type { TransitionName } from '../../src/domain/editorial-workflow.js';
import type { GraphQLAnswer, TestApp } from './app.js';
import type { ArticleState, Person } from './newsroom.js';

const MUTATIONS: Record<TransitionName, readonly [name: string, input: string]> = {
  EDIT: ['saveDraft', 'SaveDraftInput'],
  SUBMIT: ['submitForReview', 'TransitionInput'],
  WITHDRAW: ['withdrawFromReview', 'TransitionInput'],
  REQUEST_CHANGES: ['requestChanges', 'TransitionInput'],
  APPROVE: ['approveArticle', 'ApproveArticleInput'],
  PUBLISH: ['publishArticle', 'PublishArticleInput'],
  SCHEDULE: ['scheduleArticle', 'ScheduleArticleInput'],
  UNSCHEDULE: ['unscheduleArticle', 'TransitionInput'],
  UNPUBLISH: ['unpublishArticle', 'TransitionInput'],
  SET_END: ['setPublicationEnd', 'SetPublicationEndInput'],
  DISCARD: ['discardDraft', 'TransitionInput'],
  ARCHIVE: ['archiveArticle', 'TransitionInput'],
  REOPEN: ['reopenArticle', 'TransitionInput'],
};

const PUBLICATION = '{ revision { id number title } liveFrom liveUntil by { id } }';
const EVENT = '{ name from to revision { id number } by { id } note override at }';
const ARTICLE = `{
  id version reviewState working { id number title slug }
  live ${PUBLICATION} scheduled ${PUBLICATION} history(first: 100) { nodes ${EVENT} }
}`;

const DAY_MS = 86_400_000;

/** What each decision needs beside the article and its version, where a test does not care. */
function filledIn(name: TransitionName, article: ArticleState): object {
  if (name === 'EDIT') return { title: `Title ${randomBytes(4).toString('hex')}` };
  if (name === 'REQUEST_CHANGES') return { note: 'Shorter.' };
  if (name === 'APPROVE') return { revisionId: article.working.id };
  if (name === 'SCHEDULE') return { at: new Date(Date.now() + DAY_MS).toISOString() };
  if (name === 'SET_END') return { until: new Date(Date.now() + DAY_MS / 2).toISOString() };
  return {};
}

export function decisions(app: TestApp) {
  /** The whole answer, refused or not. */
  function attempt(
    who: Person,
    name: TransitionName,
    article: ArticleState,
    more: object = {},
  ): Promise<GraphQLAnswer> {
    const [mutation, type] = MUTATIONS[name];
    const input = { articleId: article.id, version: article.version, ...filledIn(name, article), ...more };
    return app.desk(
      `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { article ${ARTICLE} } }`,
      { input },
      who.token,
    );
  }

  /** What must succeed: the article afterwards, with what is live and scheduled and its latest events. */
  async function make(who: Person, name: TransitionName, article: ArticleState, more: object = {}) {
    const answer = await attempt(who, name, article, more);
    if (answer.errors) throw new Error(`${name}: ${JSON.stringify(answer.errors)}`);
    return answer.data.payload.article;
  }

  /** An article as somebody sees it, with what the desk says that they may do; or null. */
  async function seen(who: Person, id: string) {
    const query = `query ($id: ID!) {
      article(id: $id) { ...all transitions { name allowed blockedBy { code message field remedy } } }
    }
    fragment all on Article ${ARTICLE}`;
    return (await app.desk(query, { id }, who.token)).data.article;
  }

  return { attempt, make, seen };
}
