// The list of bylines, by name.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author } from '../../database/generated/prisma/client.js';
import type { QueryAuthorsArgs } from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { pageByName, type NamedList } from '../slugs/names.js';

const AUTHORS: NamedList = {
  list: 'authors',
  columns: sql`id, slug, name, bio, user_id AS "userId"`,
  from: sql`FROM desk.authors WHERE true`,
};

@Injectable()
export class AuthorQueries {
  constructor(private readonly database: DeskDatabase) {}

  page(args: QueryAuthorsArgs): Promise<Connection<Author>> {
    return pageByName(this.database, AUTHORS, args);
  }
}
