// An article's publications, as a transition reads and writes them.
import { badUserInput } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { instantErrors, Period, PublicationChange } from '../../domain/publication.js';
import type { TransitionContext } from './transition-context.js';

/** The periods that are not over. */
export const runningPeriods = ({ tx, article, now }: TransitionContext): Promise<Period[]> =>
  tx.publication.findMany({
    where: { articleId: article.id, OR: [{ liveUntil: null }, { liveUntil: { gt: now } }] },
  });

/**
 * Writes a change in the order in which no two periods ever overlap.
 * @param revisionId of what begins
 */
export async function writePublications(
  { tx, article, actor, now, firstPublishedAt }: TransitionContext,
  revisionId: string,
  { cancelled, ending, beginning }: PublicationChange,
): Promise<void> {
  if (cancelled) await tx.publication.delete({ where: { id: cancelled.id } });
  if (ending) {
    const { id, liveUntil, ownUntil } = ending;
    const hasEnded = liveUntil !== null && liveUntil <= now;
    await tx.publication.update({ where: { id }, data: { liveUntil, ownUntil, expireRecorded: hasEnded } });
  }
  if (beginning === undefined) return;
  await tx.publication.create({
    data: {
      id: newId('Publication'),
      articleId: article.id,
      revisionId,
      liveFrom: beginning.liveFrom,
      liveUntil: beginning.liveUntil,
      ownUntil: beginning.liveUntil,
      // The article's first day is kept, however often it is republished.
      publishedAt: firstPublishedAt ?? beginning.liveFrom,
      createdById: actor.id,
      createdAt: now,
      goLiveRecorded: beginning.liveFrom <= now,
    },
  });
}

/** @throws BAD_USER_INPUT with everything that is wrong with the instants */
export function assertInstants(errors: ReturnType<typeof instantErrors>): void {
  if (errors.length === 0) return;
  throw badUserInput(errors.map(({ field, message }) => ({ path: ['input', field], message })));
}
