// How far the rendering of what an earlier renderer made has come.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DeskDatabase } from '../database/desk.database.js';
import { IN_DELIVERY, UNSEEN } from './rendering-stages.js';

/** Whoever asks more often gets the last answer: counting costs as much as there is left. */
const MAX_AGE_MS = 1_000;

export interface Unrendered {
  /** Publications that are live or scheduled. */
  readonly publications: number;
  /** Revisions, those of publications with them. */
  readonly revisions: number;
}

@Injectable()
export class RenderingProgress {
  private last?: { readonly at: number; readonly left: Promise<Unrendered> };

  constructor(private readonly database: DeskDatabase) {}

  /** What is left for the current renderer. */
  left(): Promise<Unrendered> {
    const now = performance.now();
    if (this.last !== undefined && now - this.last.at < MAX_AGE_MS) return this.last.left;
    const left = this.count();
    this.last = { at: now, left };
    left.catch(() => (this.last = undefined));
    return left;
  }

  private async count(): Promise<Unrendered> {
    const rows = await this.database.$queryRaw<Unrendered[]>(sql`
      SELECT (SELECT count(*)::int ${IN_DELIVERY}) AS publications,
        (SELECT count(*)::int FROM desk.revisions r WHERE ${UNSEEN}) AS revisions`);
    return rows[0] ?? { publications: 0, revisions: 0 };
  }
}
