// A revision is published under its own slug. The article has it, unless it was given free when work went on under another.
import { conflict } from '../../domain/errors.js';
import { claimSlug } from '../slugs/slugs.js';
import type { TransitionContext } from './transition-context.js';

/** @throws CONFLICT where another article has it */
export async function claimPublishedSlug(
  { tx, article, workingId }: TransitionContext,
  revisionId: string,
): Promise<void> {
  if (revisionId === workingId) return;
  const { slug } = await tx.revision.findUniqueOrThrow({ where: { id: revisionId }, select: { slug: true } });
  if (await claimSlug(tx, 'article', article.id, slug)) return;
  const message = `Another article has the slug ${slug} of this revision now.`;
  throw conflict(message, { fields: [{ path: ['input', 'revisionId'], message }] });
}
