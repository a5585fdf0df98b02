// Everybody who signs in or once did, by name.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, USER_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import {
  cursorRange,
  connectionOf,
  ordered,
  parsePageArgs,
  type Connection,
  type ConnectionArgs,
  type Keyset,
} from '../../graphql/paging.js';
import type { VisibleUser } from './user.loader.js';

const BY_NAME: Keyset = {
  name: 'users',
  columns: [
    { expression: sql`name`, type: 'text' },
    { expression: sql`id`, type: 'text' },
  ],
};

@Injectable()
export class UserQueries {
  constructor(private readonly database: DeskDatabase) {}

  async all(args: ConnectionArgs): Promise<Connection<VisibleUser>> {
    const page = parsePageArgs(args, BY_NAME);
    const rows = await this.database.$queryRaw<VisibleUser[]>(sql`
      SELECT ${columnsOf('u', USER_COLUMNS)} FROM desk.users u
      WHERE true${cursorRange(page, BY_NAME)} ${ordered(page, BY_NAME)}`);
    return connectionOf(
      rows,
      page,
      BY_NAME,
      (user) => [user.name, user.id],
      () => this.database.user.count(),
    );
  }
}
