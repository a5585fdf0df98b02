// What people decide about an article: what the input has to be. Whether the transition is allowed, and what it does, is
// WorkflowService's.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { needsNote, type TransitionName } from '../../domain/editorial-workflow.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import type { Actor } from '../context.js';
import type {
  ApproveArticleInput,
  PublishArticleInput,
  ScheduleArticleInput,
  TransitionInput,
} from '../../graphql/generated/desk.js';
import { databaseNow } from './database-now.js';
import { approvalInput, noteInput, requiredNoteInput } from './decision.input.js';
import { assertInstants, WorkflowService } from './workflow.service.js';

/** The transitions that need an article, a version and perhaps a note. */
type SimpleTransition = Exclude<TransitionName, 'EDIT' | 'APPROVE' | 'PUBLISH' | 'SCHEDULE'>;

@Injectable()
export class DecisionsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
  ) {}

  async transition(actor: Actor, name: SimpleTransition, input: TransitionInput): Promise<Article> {
    const { note } = parseInput(needsNote(name) ? requiredNoteInput : noteInput, input);
    return this.workflow.perform(actor, name, input, { note });
  }

  async approve(actor: Actor, input: ApproveArticleInput): Promise<Article> {
    const { note, override } = parseInput(approvalInput, input);
    const revision = { field: 'revisionId', where: { id: input.revisionId }, mustBeWorkingCopy: true };
    return this.workflow.perform(actor, 'APPROVE', { ...input, revision }, { note, override });
  }

  publish(actor: Actor, input: PublishArticleInput): Promise<Article> {
    return this.goLive(actor, 'PUBLISH', input);
  }

  schedule(actor: Actor, input: ScheduleArticleInput): Promise<Article> {
    return this.goLive(actor, 'SCHEDULE', input);
  }

  private async goLive(
    actor: Actor,
    name: 'PUBLISH' | 'SCHEDULE',
    input: PublishArticleInput & { readonly at?: Date },
  ): Promise<Article> {
    const { at, until } = input;
    const now = await databaseNow(this.database);
    // All that is wrong is reported at once, also where the article would be refused for another reason.
    const [{ note }] = await collectErrors(
      () => parseInput(noteInput, input),
      () => assertInstants(now, { at, until }),
    );
    return this.workflow.perform(actor, name, input, { note, at, until });
  }
}
