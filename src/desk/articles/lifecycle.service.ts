// What ends a draft, and what begins one again: back to what is live, into the archive, and out of it.
import { Injectable } from '@nestjs/common';
import type { CurrentArticle } from '../review-states/current-articles.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { TransitionInput } from '../../graphql/generated/desk.js';
import type { Actor } from '../context.js';
import { noteInput } from '../review-states/decision.input.js';
import type { TransitionContext, WrittenRevision } from '../review-states/transition-context.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { claimFreeSlug, claimSlug } from '../slugs/slugs.js';
import { copyRevision, releaseOtherSlugs } from './revision.writer.js';

@Injectable()
export class LifecycleService {
  constructor(private readonly workflow: WorkflowService) {}

  async discard(actor: Actor, input: TransitionInput): Promise<CurrentArticle> {
    return this.workflow.perform(actor, 'DISCARD', input, {
      ...parseInput(noteInput, input),
      write: backToLive,
    });
  }

  async archive(actor: Actor, input: TransitionInput): Promise<CurrentArticle> {
    return this.workflow.perform(actor, 'ARCHIVE', input, {
      ...parseInput(noteInput, input),
      write: releaseSlug,
    });
  }

  async reopen(actor: Actor, input: TransitionInput): Promise<CurrentArticle> {
    return this.workflow.perform(actor, 'REOPEN', input, {
      ...parseInput(noteInput, input),
      write: takeSlugBack,
    });
  }
}

/** A new revision with the content and the hash of what is live, unless the working copy has them already. */
async function backToLive(context: TransitionContext): Promise<WrittenRevision | undefined> {
  const { tx, article, now, workingId } = context;
  const [live, working] = await Promise.all([
    tx.revision.findFirstOrThrow({
      where: {
        publications: {
          some: {
            articleId: article.id,
            liveFrom: { lte: now },
            OR: [{ liveUntil: null }, { liveUntil: { gt: now } }],
          },
        },
      },
      select: { id: true, slug: true, contentHash: true },
    }),
    tx.revision.findUniqueOrThrow({ where: { id: workingId }, select: { contentHash: true } }),
  ]);
  if (live.contentHash === working.contentHash) return undefined;
  const written = await copyRevision(context, live.id);
  await tx.$executeRaw(releaseOtherSlugs(article.id, live.slug));
  return written;
}

/** What readers never saw under its slug gives that free for others. */
async function releaseSlug({ tx, article }: TransitionContext): Promise<undefined> {
  await tx.$executeRaw(releaseOtherSlugs(article.id, ''));
}

/** The slug that it had, where nobody has it now; else one with a number, in a revision of its own. */
async function takeSlugBack(context: TransitionContext): Promise<WrittenRevision | undefined> {
  const { tx, article, workingId } = context;
  const { slug } = await tx.revision.findUniqueOrThrow({ where: { id: workingId }, select: { slug: true } });
  if (slug === '' || (await claimSlug(tx, 'article', article.id, slug))) return undefined;
  const numbered = await claimFreeSlug(tx, 'article', article.id, slug);
  const written = await copyRevision(context, workingId, numbered);
  return { ...written, note: `Another article has the slug ${slug} now: this one has ${numbered}.` };
}
