// Who approved a revision. One that DISCARD brought back has the approval of the revision whose content it has.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import type { DeskContext } from '../context.js';
import { inOrderOf } from '../loaders.js';
import { isApproved } from '../review-states/conditions.js';

export interface Approval {
  readonly byId: string;
  readonly at: Date;
  readonly override: string | null;
}

@Injectable()
export class ApprovalLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** null where nobody approved it. */
  of(context: DeskContext, revisionId: string): Promise<Approval | null> {
    return context.loaders.of(this.approvals, this.approvals).load(revisionId);
  }

  private readonly approvals = async (revisionIds: readonly string[]): Promise<(Approval | null)[]> => {
    const rows = await this.database.$queryRaw<(Approval & { revisionId: string })[]>(sql`
      SELECT DISTINCT ON (r.id) r.id AS "revisionId", e.by_id AS "byId", e.at, e.override
      FROM desk.revisions r
      JOIN desk.revisions same ON same.article_id = r.article_id AND same.content_hash = r.content_hash
      JOIN desk.events e ON e.revision_id = same.id AND e.name = 'APPROVE'
      WHERE r.id = ANY (${revisionIds}::text[]) AND ${isApproved(sql`r.id`)}
      ORDER BY r.id, same.id = r.id DESC, e.at DESC`);
    return inOrderOf(revisionIds, rows, (row) => row.revisionId);
  };
}
