// Everybody who signs in or once did, by name: whole for administrators, as people for editors.
import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { columnsOf, USER_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { QueryPeopleArgs, QueryUsersArgs } from '../../graphql/generated/desk.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import {
  cursorRange,
  connectionOf,
  ordered,
  parsePageArgs,
  type Connection,
  type Keyset,
} from '../../graphql/paging.js';
import { searchInput } from '../../graphql/text-input.js';
import type { Person, VisibleUser } from './user.loader.js';

const keysetOf = (list: string): Keyset => ({
  name: list,
  columns: [
    { expression: sql`u.name`, type: 'text' },
    { expression: sql`u.id`, type: 'text' },
  ],
});

const [USERS, PEOPLE] = [keysetOf('users'), keysetOf('people')];

/** Ends a word, as a space does. It is listed, since what counts as a letter depends on the database's locale. */
const PUNCTUATION = '-_.,;:!?/()[]"\'&+@\u2010\u2011\u2012\u2013\u2014\u2019\u00b7';
const SPACES = ' '.repeat(PUNCTUATION.length);
const MAX_SEARCH_WORDS = 20;

/** In lower case, without accents, with a space before each word. */
const wordsOf = (text: Sql) =>
  sql`' ' || translate(lower(public.unaccent(normalize(${text}))), ${PUNCTUATION}, ${SPACES})`;

@Injectable()
export class UserQueries {
  constructor(private readonly database: DeskDatabase) {}

  /** @throws BAD_USER_INPUT */
  users(args: QueryUsersArgs): Promise<Connection<VisibleUser>> {
    // An address is a word of its own, and its parts are.
    return this.page(args, USERS, (word) => sql`strpos(${wordsOf(sql`u.email`)}, ${word}) > 0`);
  }

  /** @throws BAD_USER_INPUT */
  people(args: QueryPeopleArgs): Promise<Connection<Person>> {
    return this.page(args, PEOPLE, () => sql`false`);
  }

  /** @param alsoIn the condition on `users u` that a word begins somewhere else than in a name */
  private async page(
    args: QueryUsersArgs,
    keyset: Keyset,
    alsoIn: (word: Sql) => Sql,
  ): Promise<Connection<VisibleUser>> {
    const [page, search] = await collectErrors(
      () => parsePageArgs(args, keyset),
      () => parseInput(searchInput, args.search, 'search'),
    );
    const words = (search ?? '').split(WORD_BREAKS).filter(Boolean).slice(0, MAX_SEARCH_WORDS);
    const found = sql`FROM desk.users u WHERE true${
      args.active == null ? empty : sql` AND u.active = ${args.active}`
    }${
      words.length === 0
        ? empty
        : join(
            words.map((word) => hasWord(word, alsoIn)),
            ' AND ',
            ' AND ',
          )
    }`;
    const rows = await this.database.$queryRaw<VisibleUser[]>(sql`
      SELECT ${columnsOf('u', USER_COLUMNS)} ${found}${cursorRange(page, keyset)} ${ordered(page, keyset)}`);
    return connectionOf(
      rows,
      page,
      keyset,
      (user) => [user.name, user.id],
      async () => {
        const [row] = await this.database.$queryRaw<{ count: number }[]>(sql`SELECT count(*)::int ${found}`);
        return row?.count ?? 0;
      },
    );
  }
}

const WORD_BREAKS = new RegExp(`[\\s${PUNCTUATION.replace(/[-\]\\^]/g, '\\$&')}]+`, 'u');

/** Some word of the user's name or byline begins with it, or it is found where `alsoIn` looks. */
function hasWord(word: string, alsoIn: (word: Sql) => Sql): Sql {
  const beginning = sql`' ' || lower(public.unaccent(${word}))`;
  return sql`(strpos(${wordsOf(raw('u.name'))}, ${beginning}) > 0 OR EXISTS (
    SELECT FROM desk.authors b WHERE b.user_id = u.id AND strpos(${wordsOf(raw('b.name'))}, ${beginning}) > 0
  ) OR ${alsoIn(beginning)})`;
}
