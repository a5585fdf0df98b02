// An article's history, latest first.
import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { columnsOf, EVENT_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Event } from '../../database/generated/prisma/client.js';
import { TRANSITIONS } from '../../domain/editorial-workflow.js';
import { badUserInput } from '../../domain/errors.js';
import type { ArticleHistoryArgs } from '../../graphql/generated/desk.js';
import type { Connection, Keyset } from '../../graphql/paging.js';
import type { DeskContext } from '../context.js';
import { articlePage, type ArticleList } from './article-list.js';

/** Of events at one instant, the later written comes first. */
const LATEST_FIRST: Keyset = {
  name: 'history',
  columns: [
    { expression: sql`e.at`, type: 'timestamptz', descending: true },
    { expression: sql`e.seq`, type: 'int8', descending: true },
  ],
};

const EVENT_NAMES: ReadonlySet<string> = new Set([
  ...TRANSITIONS,
  'CREATE',
  'SET_OWNERS',
  'GO_LIVE',
  'EXPIRE',
]);

@Injectable()
export class EventQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @throws BAD_USER_INPUT where one of `names` is no event's */
  async history(
    context: DeskContext,
    articleId: string,
    args: ArticleHistoryArgs,
  ): Promise<Connection<Event>> {
    return articlePage(this.database, context, historyOf(args.names ?? undefined), articleId, args);
  }
}

function historyOf(names: readonly string[] | undefined): ArticleList<Event> {
  const unknown = (names ?? []).flatMap((name, i) =>
    EVENT_NAMES.has(name) ? [] : [{ path: ['names', i], message: `No event has the name ${name}.` }],
  );
  if (unknown.length > 0) throw badUserInput(unknown);
  const wanted = names && [...new Set(names)].sort();
  return {
    key: `history ${wanted?.join(' ') ?? ''}`,
    keyset: LATEST_FIRST,
    table: 'desk.events',
    alias: 'e',
    columns: columnsOf('e', EVENT_COLUMNS),
    where: wanted ? sql` AND e.name = ANY (${wanted}::text[])` : empty,
    keysOf: (event) => [event.at.toISOString(), String(event.seq)],
  };
}
