// Whoever has a byline of an article is to be able to work on it: adding one that has a login makes that user an owner. Taking
// the byline off takes no right away.
import sql from 'sql-template-tag';
import type { HistoryWriter } from '../review-states/events.js';
import type { TransitionContext } from '../review-states/transition-context.js';

/**
 * @param added ids of authors that the working copy did not have before
 * @param revisionId the revision that adds them
 */
export async function addBylineOwners(
  history: HistoryWriter,
  { tx, article, actor, now, chain }: Pick<TransitionContext, 'tx' | 'article' | 'actor' | 'now' | 'chain'>,
  added: readonly string[],
  revisionId: string,
): Promise<void> {
  if (added.length === 0) return;
  const rows = await tx.$queryRaw<{ userId: string }[]>(sql`
    INSERT INTO desk.article_owners AS o (article_id, user_id)
    SELECT ${article.id}, u.id FROM desk.users u
    JOIN desk.authors named ON named.user_id = u.id AND named.id = ANY (${[...added]}::text[])
    WHERE u.active
    ON CONFLICT DO NOTHING
    RETURNING o.user_id AS "userId"`);
  if (rows.length === 0) return;
  const ownersAdded = rows.map(({ userId }) => userId).sort();
  const state = article.reviewState;
  const event = { name: 'SET_OWNERS', fromState: state, toState: state, ownersAdded };
  await history.append(tx, { ...event, articleId: article.id, revisionId, byId: actor.id, at: now }, chain);
}
