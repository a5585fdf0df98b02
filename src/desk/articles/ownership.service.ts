// Who owns an article: the writers who may see and edit it. Not a transition: the state stays.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { CurrentArticle } from '../review-states/current-articles.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import type { Actor } from '../context.js';
import type { SetOwnersInput } from '../../graphql/generated/desk.js';
import { removePreviewsWithoutRight } from '../../publishing/previews.projection.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { assertRole } from '../users/assert-role.js';

const MAX_OWNERS = 50;

@Injectable()
export class OwnershipService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
  ) {}

  /** @throws BAD_USER_INPUT, NOT_FOUND with every user that there is not, CONFLICT, FORBIDDEN */
  async setOwners(actor: Actor, input: SetOwnersInput): Promise<CurrentArticle> {
    const userIds = [...new Set(input.userIds)];
    await this.assertUsers(input.userIds);
    return this.workflow.change(actor, 'SET_OWNERS', input, async ({ tx, article }) => {
      // Here and not in the guard: to a writer who may not see the article, it does not exist.
      assertRole(actor, 'EDITOR');
      const articleId = article.id;
      const owners = await tx.articleOwner.findMany({ where: { articleId }, select: { userId: true } });
      const before = owners.map(({ userId }) => userId);
      const ownersAdded = userIds.filter((id) => !before.includes(id));
      const ownersRemoved = before.filter((id) => !userIds.includes(id));
      if (ownersAdded.length + ownersRemoved.length === 0) return undefined;
      await tx.articleOwner.deleteMany({ where: { articleId, userId: { in: ownersRemoved } } });
      await tx.articleOwner.createMany({ data: ownersAdded.map((userId) => ({ articleId, userId })) });
      await removePreviewsWithoutRight(tx, { articleId });
      return { ownersAdded, ownersRemoved };
    });
  }

  /** @throws BAD_USER_INPUT where they are too many or somebody has left; NOT_FOUND with every user that there is not */
  private async assertUsers(ids: readonly string[]): Promise<void> {
    if (ids.length > MAX_OWNERS) {
      const message = `An article has ${MAX_OWNERS} owners at most.`;
      throw badUserInput([{ path: ['input', 'userIds'], message }]);
    }
    const found = await this.database.user.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true, active: true },
    });
    const byId = new Map(found.map((user) => [user.id, user]));
    const errorsOf = (messageOf: (user: (typeof found)[number] | undefined) => string | undefined) =>
      ids.flatMap((id, i) => {
        const message = messageOf(byId.get(id));
        return message === undefined ? [] : [{ path: ['input', 'userIds', i], message }];
      });
    const missing = errorsOf((user) => (user === undefined ? 'There is no such user.' : undefined));
    if (missing.length > 0) throw notFound(missing);
    const left = errorsOf((user) => (user?.active === false ? `${user.name} is deactivated.` : undefined));
    if (left.length > 0) throw badUserInput(left);
  }
}
