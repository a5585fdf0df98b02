// Whoever has a byline of an article is to be able to work on it: adding one that has a login makes that user an owner. Taking
// the byline off takes no right away.
import type { HistoryWriter } from '../review-states/events.js';
import type { TransitionContext } from '../review-states/transition-context.js';

/**
 * @param added ids of authors that the working copy did not have before
 * @param revisionId the revision that adds them
 */
export async function addBylineOwners(
  history: HistoryWriter,
  { tx, article, actor, now }: Pick<TransitionContext, 'tx' | 'article' | 'actor' | 'now'>,
  added: readonly string[],
  revisionId: string,
): Promise<void> {
  if (added.length === 0) return;
  const users = await tx.user.findMany({
    where: {
      active: true,
      author: { id: { in: [...added] } },
      ownerships: { none: { articleId: article.id } },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  if (users.length === 0) return;
  const ownersAdded = users.map(({ id }) => id);
  await tx.articleOwner.createMany({
    data: ownersAdded.map((userId) => ({ articleId: article.id, userId })),
  });
  const state = article.reviewState;
  await history.append(tx, {
    articleId: article.id,
    name: 'SET_OWNERS',
    fromState: state,
    toState: state,
    revisionId,
    byId: actor.id,
    at: now,
    ownersAdded,
  });
}
