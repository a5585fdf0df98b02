// The authors and tags that autosaves name: one statement each for all that a request names. An author that was deleted since
// is left out, and a tag that was merged into another is that other one.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, TAG_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author, Tag } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { inOrderOf } from '../loaders.js';

@Injectable()
export class NamedLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** In the order of the ids. */
  async authors(context: DeskContext, ids: readonly string[]): Promise<Author[]> {
    const loader = context.loaders.of(this.authorsById, this.authorsById);
    const found = await Promise.all(ids.map((id) => loader.load(id)));
    return found.filter((author) => author !== null);
  }

  /** In the order of the ids, each once. */
  async tags(context: DeskContext, ids: readonly string[]): Promise<Tag[]> {
    const loader = context.loaders.of(this.tagsById, this.tagsById);
    const found = await Promise.all(ids.map((id) => loader.load(id)));
    return [...new Map(found.filter((tag) => tag !== null).map((tag) => [tag.id, tag])).values()];
  }

  private readonly authorsById = async (ids: readonly string[]): Promise<(Author | null)[]> => {
    const rows = await this.database.author.findMany({ where: { id: { in: [...ids] } } });
    return inOrderOf(ids, rows, (author) => author.id);
  };

  private readonly tagsById = async (ids: readonly string[]): Promise<(Tag | null)[]> => {
    const rows = await this.database.$queryRaw<(Tag & { namedId: string })[]>(sql`
      SELECT named.id AS "namedId", ${columnsOf('t', TAG_COLUMNS)}
      FROM desk.tags named JOIN desk.tags t ON t.id = coalesce(named.merged_into_id, named.id)
      WHERE named.id = ANY (${[...ids]}::text[])`);
    return inOrderOf(ids, rows, (row) => row.namedId);
  };
}
