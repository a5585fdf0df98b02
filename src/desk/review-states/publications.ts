// Writes what a decision does to an article's publications, in the order in which no two of them ever overlap.
import { newId } from '../../domain/identity.js';
import type { PublicationChange } from '../../domain/publication.js';
import type { Decision } from './decision.js';

export async function writePublications(
  { tx, article, actor, now, workingId, firstPublishedAt }: Decision,
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
      revisionId: workingId,
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
