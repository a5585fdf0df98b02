// Who owns an article: the writers who may see and edit it. Not a transition: the state stays.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { notFound } from '../../domain/errors.js';
import type { Actor } from '../context.js';
import type { SetOwnersInput } from '../../graphql/generated/desk.js';
import { removePreviewsWithoutRight } from '../../publishing/previews.projection.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { assertRole } from '../users/assert-role.js';

@Injectable()
export class OwnershipService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
  ) {}

  /** @throws NOT_FOUND with every user that there is not, CONFLICT, FORBIDDEN */
  async setOwners(actor: Actor, input: SetOwnersInput): Promise<Article> {
    const userIds = [...new Set(input.userIds)];
    const found = await this.database.user.findMany({ where: { id: { in: userIds } }, select: { id: true } });
    const missing = input.userIds.flatMap((id, i) =>
      found.some((user) => user.id === id)
        ? []
        : [{ path: ['input', 'userIds', i], message: `No user has the id ${id}.` }],
    );
    if (missing.length > 0) throw notFound(missing);
    return this.workflow.change(actor, 'SET_OWNERS', input, async ({ tx, article }) => {
      // Here and not in the guard: to a writer who may not see the article, it does not exist.
      assertRole(actor, 'EDITOR', 'setOwners');
      await tx.articleOwner.deleteMany({ where: { articleId: article.id } });
      await tx.articleOwner.createMany({
        data: userIds.map((userId) => ({ articleId: article.id, userId })),
      });
      await removePreviewsWithoutRight(tx, { articleId: article.id });
    });
  }
}
