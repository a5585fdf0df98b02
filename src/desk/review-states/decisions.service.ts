// What people decide about an article: what the input has to be. Whether the transition is allowed, and what it does, is
// WorkflowService's.
import { Injectable } from '@nestjs/common';
import type { CurrentArticle } from './current-articles.js';
import { needsNote } from '../../domain/editorial-workflow.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { Actor } from '../context.js';
import type {
  ApproveArticleInput,
  PublishArticleInput,
  ScheduleArticleInput,
  SetPublicationEndInput,
  TransitionInput,
} from '../../graphql/generated/desk.js';
import { approvalInput, noteInput, requiredNoteInput } from './decision.input.js';
import type { TransitionSubject } from './transition-subject.js';
import { WorkflowService } from './workflow.service.js';

/** The transitions that need an article, a version and perhaps a note. */
type SimpleTransition = 'SUBMIT' | 'WITHDRAW' | 'REQUEST_CHANGES' | 'UNSCHEDULE' | 'UNPUBLISH';

@Injectable()
export class DecisionsService {
  constructor(private readonly workflow: WorkflowService) {}

  async transition(actor: Actor, name: SimpleTransition, input: TransitionInput): Promise<CurrentArticle> {
    const { note } = parseInput(needsNote(name) ? requiredNoteInput : noteInput, input);
    return this.workflow.perform(actor, name, input, { note });
  }

  async approve(actor: Actor, input: ApproveArticleInput): Promise<CurrentArticle> {
    const { note, override } = parseInput(approvalInput, input);
    const revision = { field: 'revisionId', where: { id: input.revisionId }, as: 'working copy' } as const;
    return this.workflow.perform(actor, 'APPROVE', { ...input, revision }, { note, override });
  }

  async publish(actor: Actor, input: PublishArticleInput): Promise<CurrentArticle> {
    const { note } = parseInput(noteInput, input);
    return this.workflow.perform(actor, 'PUBLISH', publishedIn(input), { note, until: input.until });
  }

  async schedule(actor: Actor, input: ScheduleArticleInput): Promise<CurrentArticle> {
    const { note } = parseInput(noteInput, input);
    const { at, until } = input;
    return this.workflow.perform(actor, 'SCHEDULE', publishedIn(input), { note, at, until });
  }

  async setEnd(actor: Actor, input: SetPublicationEndInput): Promise<CurrentArticle> {
    const { note } = parseInput(noteInput, input);
    return this.workflow.perform(actor, 'SET_END', input, { note, until: input.until ?? null });
  }
}

/** The subject, and the revision that the input names, where it does. */
function publishedIn(input: PublishArticleInput): TransitionSubject {
  const { articleId, version, revisionId } = input;
  if (revisionId == null) return { articleId, version };
  return {
    articleId,
    version,
    revision: { field: 'revisionId', where: { id: revisionId }, as: 'published' },
  };
}
