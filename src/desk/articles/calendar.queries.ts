// The calendar: what begins and what ends in a time, of the articles that the actor may see.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, PUBLICATION_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Publication } from '../../database/generated/prisma/client.js';
import { badUserInput } from '../../domain/errors.js';
import type { CalendarEntryKind, QueryCalendarArgs } from '../../graphql/generated/desk.js';
import { collectErrors } from '../../graphql/collect-errors.js';
import {
  connectionOf,
  cursorRange,
  ordered,
  parsePageArgs,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';
import type { Actor } from '../context.js';
import { visibleArticlesSql } from '../users/article-access.js';

const MAX_DAYS = 92;
const DAY_MS = 86_400_000;

export interface CalendarEntry {
  readonly at: Date;
  readonly kind: CalendarEntryKind;
  readonly publication: Publication;
}

/** At one instant, what comes down is told before what goes live. */
const EARLIEST_FIRST: Keyset = {
  name: 'calendar',
  columns: [
    { expression: sql`entry.at`, type: 'timestamptz' },
    { expression: sql`entry.kind`, type: 'text' },
    { expression: sql`entry.id`, type: 'text' },
  ],
};

@Injectable()
export class CalendarQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @throws BAD_USER_INPUT */
  async page(actor: Actor, args: QueryCalendarArgs): Promise<Connection<CalendarEntry>> {
    const [page] = await collectErrors(
      () => parsePageArgs(args, EARLIEST_FIRST),
      () => assertTime(args),
    );
    const found = entriesBetween(actor, args);
    const rows = await this.database.$queryRaw<(Publication & Omit<CalendarEntry, 'publication'>)[]>(sql`
      SELECT entry.at, entry.kind, ${columnsOf('p', PUBLICATION_COLUMNS)}
      FROM (SELECT * FROM (${found}) entry
        WHERE true${cursorRange(page, EARLIEST_FIRST)} ${ordered(page, EARLIEST_FIRST)}) entry
      JOIN desk.publications p ON p.id = entry.id ${ordered(page, EARLIEST_FIRST)}`);
    return connectionOf(
      rows.map(({ at, kind, ...publication }) => ({ at, kind, publication })),
      page,
      EARLIEST_FIRST,
      ({ at, kind, publication }) => [at.toISOString(), kind, publication.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(
          sql`SELECT count(*)::int AS count FROM (${found}) entry`,
        );
        return row?.count ?? 0;
      },
    );
  }
}

/** What another publication takes over from does not come down, and what never was live is in no calendar. */
const entriesBetween = (actor: Actor, { from, to }: QueryCalendarArgs) => sql`
  SELECT p.live_from AS at, 'GOES_LIVE' AS kind, p.id FROM desk.publications p
  WHERE p.live_from >= ${from} AND p.live_from < ${to}
    AND p.live_until IS DISTINCT FROM p.live_from AND ${visibleArticlesSql(actor, sql`p.article_id`)}
  UNION ALL
  SELECT p.live_until, 'COMES_DOWN', p.id FROM desk.publications p
  WHERE p.live_until >= ${from} AND p.live_until < ${to} AND p.live_until > p.live_from
    AND ${visibleArticlesSql(actor, sql`p.article_id`)}
    AND NOT EXISTS (SELECT FROM desk.publications next
                    WHERE next.article_id = p.article_id AND next.id <> p.id AND next.live_from = p.live_until)`;

function assertTime({ from, to }: QueryCalendarArgs): void {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days <= 0) throw badUserInput([{ path: ['to'], message: 'to must be after from.' }]);
  if (days > MAX_DAYS) {
    throw badUserInput([{ path: ['to'], message: `A calendar has ${MAX_DAYS} days at most.` }]);
  }
}
