// Unsaved text, one for each user and article. Every statement names the actor: it is nobody else's to read or to remove.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AUTOSAVE_COLUMNS, columnsOf } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { LockQueue } from '../../database/lock-queue.js';
import type { Autosave } from '../../database/generated/prisma/client.js';
import { notFound } from '../../domain/errors.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { AutosaveInput } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { inOrderOf } from '../loaders.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { assertReferences } from '../slugs/references.js';
import { visibleArticles } from '../users/article-access.js';
import { autosaveInput } from './autosave.input.js';
import { discardAutosave } from './discard-autosave.js';

@Injectable()
export class AutosavesService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly queue: LockQueue,
    private readonly workflow: WorkflowService,
  ) {}

  /** @throws BAD_USER_INPUT, NOT_FOUND, INVALID_TRANSITION, FORBIDDEN */
  async save(actor: Actor, input: AutosaveInput): Promise<Autosave> {
    const { articleId, baseRevisionId } = input;
    const content = parseInput(autosaveInput, input);
    await assertReferences(this.database, content);
    await this.workflow.assertAllowed(actor, 'EDIT', articleId);
    // The foreign key to the article waits for a transition that is being made.
    const [autosave] = await this.queue.run(articleId, () =>
      this.database.$queryRaw<Autosave[]>(sql`
      INSERT INTO desk.autosaves AS a (user_id, article_id, base_revision_id, saved_at, content)
      SELECT ${actor.id}, r.article_id, r.id, date_trunc('milliseconds', clock_timestamp()), ${JSON.stringify(content)}::jsonb
      FROM desk.revisions r WHERE r.article_id = ${articleId} AND r.id = ${baseRevisionId}
      ON CONFLICT (user_id, article_id) DO UPDATE
      SET base_revision_id = EXCLUDED.base_revision_id, saved_at = EXCLUDED.saved_at, content = EXCLUDED.content
      RETURNING ${columnsOf('a', AUTOSAVE_COLUMNS)}`),
    );
    if (autosave === undefined) {
      const message = 'The article has no such revision.';
      throw notFound([{ path: ['input', 'baseRevisionId'], message }]);
    }
    return autosave;
  }

  /** @throws NOT_FOUND where the actor may not see the article */
  async discard(actor: Actor, articleId: string): Promise<void> {
    const where = { AND: [{ id: articleId }, visibleArticles(actor)] };
    if ((await this.database.article.count({ where })) === 0) throw notFound();
    await this.database.$executeRaw(discardAutosave(actor.id, articleId));
  }

  /** The actor's own, of an article that the actor may see. */
  async of(context: DeskContext, actor: Actor, articleId: string): Promise<Autosave | null> {
    return context.loaders
      .of(this, async (articleIds: readonly string[]) => {
        const where = { userId: actor.id, articleId: { in: [...articleIds] } };
        const rows = await this.database.autosave.findMany({ where });
        return inOrderOf(articleIds, rows, (row) => row.articleId);
      })
      .load(articleId);
  }
}
