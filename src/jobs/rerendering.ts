// Renders anew what an earlier renderer made: a revision's HTML, text and counts, from its Markdown, which stays. What is
// live comes first. Each batch is one transaction that holds its revisions' locks, so that a server that is killed leaves
// nothing half done, and two servers share the work.
import { Inject, Injectable, Logger } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { renderInWorker } from '../content/markdown-renderer.js';
import type { RenderedBody } from '../content/render-markdown.js';
import { RENDERER_VERSION, renderTaskOf } from '../content/renderer.js';
import { UnrenderableMarkdown } from '../content/unrenderable-markdown.js';
import { constraintErrorOf } from '../database/constraint-error.js';
import { databaseFaultOf, reasonOf } from '../database/database-error.js';
import { JobsDatabase } from '../database/jobs.database.js';
import type { Transaction } from '../database/transaction.js';
import { projectRenderings } from '../publishing/renderings.projection.js';
import type { RecurringTask } from './recurring-task.js';
import { STAGES, UNSEEN } from './rendering-stages.js';

/** Revisions whose ids are looked for at once: as many as may pass before what was published meanwhile has its turn. */
const ROUND_REVISIONS = 200;
/** Revisions of one transaction: publishing waits for some ten rows to be written. */
const BATCH_REVISIONS = 10;
/** Where bodies are intricate, or writers are served first, a batch ends with fewer. */
const MAX_BATCH_MS = 5_000;

const OWNER = { lane: 'background', userId: 'rerendering' } as const;

interface StaleRevision {
  readonly id: string;
  readonly articleId: string;
  readonly number: number;
  readonly body: string;
}

@Injectable()
export class Rerendering implements RecurringTask {
  readonly name = 'rerender';
  private readonly log = new Logger('Rerendering');

  constructor(
    private readonly database: JobsDatabase,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  /** Goes on until there is nothing left but what other servers are doing, and what failed. */
  async run(signal: AbortSignal): Promise<void> {
    const failed = new Set<string>();
    let all = 0;
    for (let done = -1; done !== 0 && !signal.aborted; all += done) {
      done = 0;
      const ids = await this.nextRound([...failed]);
      for (let i = 0; i < ids.length && !signal.aborted; i += BATCH_REVISIONS)
        done += await this.tryBatch(ids.slice(i, i + BATCH_REVISIONS), signal, failed);
    }
    if (all > 0) this.log.log(`Rendered ${all} revisions anew.`);
  }

  private async nextRound(failed: readonly string[]): Promise<string[]> {
    for (const stage of STAGES) {
      const rows = await this.database.$queryRaw<{ id: string }[]>(
        sql`${stage(sql`r.id <> ALL (${failed}::text[])`)} LIMIT ${ROUND_REVISIONS}`,
      );
      if (rows.length > 0) return rows.map(({ id }) => id);
    }
    return [];
  }

  /**
   * Where one of them fails, the others are done all the same.
   * @param failed gets the ids of those that did, which the next run tries again
   * @returns how many were done
   */
  private async tryBatch(ids: readonly string[], signal: AbortSignal, failed: Set<string>): Promise<number> {
    try {
      return await this.database.$transaction((tx) => this.renderBatch(tx, ids, signal));
    } catch (error) {
      if (signal.aborted || databaseFaultOf(error) !== undefined) throw error;
      if (ids.length > 1) {
        let done = 0;
        for (const id of ids) done += await this.tryBatch([id], signal, failed);
        return done;
      }
      const [id = ''] = ids;
      failed.add(id);
      this.log.error(`${id} could not be rendered anew: ${reasonOf(error)}`);
      // Its text has more different words than can be searched: it would fail each time.
      if (constraintErrorOf(error) === 'BEYOND_LIMIT')
        await this.database.revision.update({
          where: { id },
          data: { refusedBy: RENDERER_VERSION },
          select: { id: true },
        });
      return 0;
    }
  }

  private async renderBatch(tx: Transaction, ids: readonly string[], signal: AbortSignal): Promise<number> {
    const startedAt = performance.now();
    // What another server has, it will do.
    const revisions = await tx.$queryRaw<StaleRevision[]>(sql`
      SELECT r.id, r.article_id AS "articleId", r.number, r.body FROM desk.revisions r
      WHERE r.id = ANY (${ids}::text[]) AND ${UNSEEN} FOR NO KEY UPDATE SKIP LOCKED`);
    const rendered: StaleRevision[] = [];
    let seen = 0;
    for (const revision of revisions) {
      if (signal.aborted || performance.now() - startedAt > MAX_BATCH_MS) break;
      const body = await this.render(revision);
      const data = body ? { ...body, renderer: RENDERER_VERSION } : { refusedBy: RENDERER_VERSION };
      await tx.revision.update({ where: { id: revision.id }, data, select: { id: true } });
      if (body) rendered.push(revision);
      seen += 1;
    }
    await projectRenderings(tx, rendered);
    return seen;
  }

  /** undefined where this renderer refuses the body: readers keep what they have. */
  private async render({ articleId, number, body }: StaleRevision): Promise<RenderedBody | undefined> {
    try {
      const task = renderTaskOf(body, articleId, this.config.embedHosts);
      const { removed: _, ...rendered } = await renderInWorker(task, OWNER);
      return rendered;
    } catch (error) {
      if (!(error instanceof UnrenderableMarkdown)) throw error;
      this.log.warn(`Revision ${number} of ${articleId} keeps its HTML of before: ${error.message}`);
      return undefined;
    }
  }
}
