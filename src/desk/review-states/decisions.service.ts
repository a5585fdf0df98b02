// What people decide about an article, one method an intent: what the input must be, which transition it is, and what it
// does to the publications. Whether it is allowed is the table's, how it is written is TransitionsService's.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { TransitionName } from '../../domain/editorial-workflow.js';
import { badUserInput, conflict, type FieldFault } from '../../domain/errors.js';
import {
  liveAt,
  publishing,
  scheduledAt,
  scheduling,
  unpublishing,
  unscheduling,
  type Period,
} from '../../domain/publication.js';
import { allAcceptable } from '../../graphql/all-faults.js';
import type { Actor } from '../../graphql/context.js';
import type {
  ApproveArticleInput,
  PublishArticleInput,
  ScheduleArticleInput,
  TransitionInput,
} from '../../graphql/generated/desk.js';
import { acceptable } from '../../graphql/input.js';
import { databaseNow } from './database-now.js';
import type { Decision, Outcome } from './decision.js';
import { approvalInput, noteInput, requiredNoteInput } from './decision.input.js';
import { TransitionsService } from './transitions.service.js';

/** The transitions that need an article, a version and perhaps a note. */
type SimpleTransition = Exclude<TransitionName, 'EDIT' | 'APPROVE' | 'PUBLISH' | 'SCHEDULE'>;

@Injectable()
export class DecisionsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly transitions: TransitionsService,
  ) {}

  async transition(actor: Actor, name: SimpleTransition, input: TransitionInput): Promise<Article> {
    const { note } = acceptable(name === 'REQUEST_CHANGES' ? requiredNoteInput : noteInput, input);
    return this.transitions.decide(actor, input, async (decision) => {
      this.transitions.check(decision, name);
      return this.transitions.apply(decision, name, { note, ...(await effectOf(decision, name)) });
    });
  }

  async approve(actor: Actor, input: ApproveArticleInput): Promise<Article> {
    const { note, override } = acceptable(approvalInput, input);
    const revision = { field: 'revisionId', where: { id: input.revisionId } };
    return this.transitions.decide(actor, { ...input, revision }, async (decision) => {
      const { facts } = decision;
      if (input.revisionId !== decision.workingId) {
        throw conflict('The revision is not the working copy any more.');
      }
      const overrides = override !== undefined && actor.role === 'ADMIN' && facts.hasWritten;
      this.transitions.check(decision, 'APPROVE', overrides ? { ...facts, hasWritten: false } : facts);
      return this.transitions.apply(decision, 'APPROVE', {
        note,
        override: overrides ? override : undefined,
      });
    });
  }

  async publish(actor: Actor, input: PublishArticleInput): Promise<Article> {
    const until = input.until ?? null;
    const faultsAt = (now: Date) => pastFaults(now, { until });
    const { note } = await this.acceptableNow(input, faultsAt);
    return this.transitions.decide(actor, input, async (decision) => {
      this.transitions.check(decision, 'PUBLISH');
      refuse(faultsAt(decision.now));
      const publications = publishing(await periodsOf(decision), decision.now, until);
      return this.transitions.apply(decision, 'PUBLISH', { note, publications });
    });
  }

  async schedule(actor: Actor, input: ScheduleArticleInput): Promise<Article> {
    const { at } = input;
    const until = input.until ?? null;
    const faultsAt = (now: Date) => [
      ...pastFaults(now, { at }),
      ...(until !== null && until <= at
        ? [{ path: ['input', 'until'], message: 'until must be after at.' }]
        : []),
    ];
    const { note } = await this.acceptableNow(input, faultsAt);
    return this.transitions.decide(actor, input, async (decision) => {
      this.transitions.check(decision, 'SCHEDULE');
      refuse(faultsAt(decision.now));
      const publications = scheduling(await periodsOf(decision), decision.now, at, until);
      return this.transitions.apply(decision, 'SCHEDULE', { note, publications });
    });
  }

  /** What comes with the instants of a decision, where they too are acceptable now. */
  private async acceptableNow(input: object, faultsAt: (now: Date) => readonly FieldFault[]) {
    const now = await databaseNow(this.database);
    const [accepted] = await allAcceptable(
      () => acceptable(noteInput, input),
      () => refuse(faultsAt(now)),
    );
    return accepted;
  }
}

/** What becomes of the publications, and the revision that this is about: not the working copy, where work went on. */
async function effectOf(decision: Decision, name: SimpleTransition): Promise<Outcome> {
  if (name !== 'UNPUBLISH' && name !== 'UNSCHEDULE') return {};
  const [periods, { now }] = [await periodsOf(decision), decision];
  return name === 'UNPUBLISH'
    ? { publications: unpublishing(periods, now), revisionId: liveAt(periods, now)?.revisionId }
    : { publications: unscheduling(periods, now), revisionId: scheduledAt(periods, now)?.revisionId };
}

/** The periods that are not over. */
const periodsOf = ({ tx, article, now }: Decision): Promise<Period[]> =>
  tx.publication.findMany({
    where: { articleId: article.id, OR: [{ liveUntil: null }, { liveUntil: { gt: now } }] },
  });

const pastFaults = (now: Date, instants: Readonly<Record<string, Date | null>>): FieldFault[] =>
  Object.entries(instants)
    .filter(([, instant]) => instant !== null && instant <= now)
    .map(([name]) => ({ path: ['input', name], message: `${name} must be in the future.` }));

function refuse(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw badUserInput(faults);
}
