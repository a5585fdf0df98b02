// The list of tags, by name; those that were merged into another or deleted are gone from it.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, TAG_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Tag } from '../../database/generated/prisma/client.js';
import type { QueryTagsArgs } from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { pageByName, type NamedList } from '../slugs/named-entity.js';

const TAGS: NamedList = {
  list: 'tags',
  columns: columnsOf('t', TAG_COLUMNS),
  from: sql`FROM desk.tags t WHERE merged_into_id IS NULL AND deleted_at IS NULL`,
};

@Injectable()
export class TagQueries {
  constructor(private readonly database: DeskDatabase) {}

  page(args: QueryTagsArgs): Promise<Connection<Tag>> {
    return pageByName(this.database, TAGS, args);
  }
}
