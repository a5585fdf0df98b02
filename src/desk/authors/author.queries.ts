// The list of bylines, by name; those that were merged into another or deleted are gone from it.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AUTHOR_COLUMNS, columnsOf } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author } from '../../database/generated/prisma/client.js';
import type { QueryAuthorsArgs } from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { pageByName, type NamedList } from '../slugs/named-entity.js';

const AUTHORS: NamedList = {
  list: 'authors',
  columns: columnsOf('a', AUTHOR_COLUMNS),
  from: sql`FROM desk.authors a WHERE merged_into_id IS NULL AND deleted_at IS NULL`,
};

@Injectable()
export class AuthorQueries {
  constructor(private readonly database: DeskDatabase) {}

  page(args: QueryAuthorsArgs): Promise<Connection<Author>> {
    return pageByName(this.database, AUTHORS, args);
  }
}
