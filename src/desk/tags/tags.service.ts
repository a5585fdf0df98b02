// Writes tags. Names and slugs are unique because the database says so. A tag is locked before anything is decided about it,
// and projected in the same transaction. Revisions name their tags for good: reads resolve what a merged one stands for.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { columnsOf, TAG_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { LockQueue } from '../../database/lock-queue.js';
import type { Tag } from '../../database/generated/prisma/client.js';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { notFound, taken } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { slugFrom } from '../../domain/slug.js';
import type { CreateTagInput, MergeTagsInput, UpdateTagInput } from '../../graphql/generated/desk.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { Transaction } from '../../database/transaction.js';
import { MERGE_OPTIONS, projectMerged, projectTag } from '../../publishing/tags-and-authors.projection.js';
import { slugFor } from '../slugs/slugs.js';
import { deleteNamed } from '../slugs/usage.js';
import { newTag, tagChanges, tagMerge } from './tag.input.js';

@Injectable()
export class TagsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly changes: LockQueue,
  ) {}

  /** @throws BAD_USER_INPUT; CONFLICT where the name or the given slug is taken */
  async create(input: CreateTagInput): Promise<Tag> {
    const { name, slug, description } = parseInput(newTag, input);
    const id = newId('Tag');
    return this.database.$transaction(async (tx) => {
      await assertNameIsFree(tx, id, name);
      // A slug can only belong to a tag that is there.
      await tx.tag.create({ data: { id, name, slug: '', description } }).catch(nameTaken);
      const claimed = await slugFor(tx, 'tag', id, slug, baseOf(name));
      return tx.tag.update({ where: { id }, data: { slug: claimed } });
    });
  }

  /** @throws BAD_USER_INPUT, NOT_FOUND; CONFLICT where the name or the given slug is taken */
  async update(input: UpdateTagInput): Promise<Tag> {
    const { id, name, slug, description } = parseInput(tagChanges, input);
    return this.changes.run(id, () =>
      this.database.$transaction(async (tx) => {
        const [tag] = await lockedTags(tx, [id]);
        if (tag === undefined) throw notFound();
        if (name !== undefined && name !== tag.name) await assertNameIsFree(tx, id, name);
        const claimed =
          slug === undefined ? tag.slug : await slugFor(tx, 'tag', id, slug, baseOf(name ?? tag.name));
        const changed = await tx.tag
          .update({ where: { id }, data: { name, slug: claimed, description } })
          .catch(nameTaken);
        if (looksSame(tag, changed)) return tag;
        await projectTag(tx, id);
        return changed;
      }),
    );
  }

  /**
   * From now on `from` stands for `into`, wherever a revision names it, and its slugs find `into`.
   * @throws BAD_USER_INPUT, NOT_FOUND
   */
  async merge(input: MergeTagsInput): Promise<Tag> {
    const ids = parseInput(tagMerge, input);
    return this.database.$transaction(async (tx) => {
      const tags = await lockedTags(tx, Object.values(ids));
      const into = tags.find((tag) => tag.id === ids.intoId);
      if (into === undefined || tags.length < 2) {
        const missing = Object.entries(ids).filter(([, id]) => !tags.some((tag) => tag.id === id));
        throw notFound(
          missing.map(([key, id]) => ({ path: ['input', key], message: `No tag has the id ${id}.` })),
        );
      }
      await tx.tag.updateMany({
        where: { OR: [{ id: ids.fromId }, { mergedIntoId: ids.fromId }] },
        data: { mergedIntoId: into.id },
      });
      await tx.tagSlug.updateMany({ where: { tagId: ids.fromId }, data: { tagId: into.id } });
      await projectMerged(tx, 'tag', ids.fromId, into.id);
      return into;
    }, MERGE_OPTIONS);
  }

  /** @throws NOT_FOUND; CONFLICT while an article uses it, with where */
  async delete(id: string): Promise<string> {
    await this.database.$transaction((tx) => deleteNamed(tx, 'tag', id));
    return id;
  }
}

const baseOf = (name: string) => slugFrom(name) || 'tag';

/** To readers. */
const looksSame = (a: Tag, b: Tag) =>
  a.name === b.name && a.slug === b.slug && a.description === b.description;

/** Those of them that stand for themselves; nobody else changes them until this transaction ends. */
async function lockedTags(tx: Transaction, ids: readonly string[]): Promise<Tag[]> {
  // In one order, so that no two merges wait for each other; and not in the way of revisions that come to name them.
  return tx.$queryRaw<Tag[]>(sql`
    SELECT ${columnsOf('t', TAG_COLUMNS)} FROM desk.tags t
    WHERE t.id = ANY (${[...ids]}::text[]) AND t.merged_into_id IS NULL AND t.deleted_at IS NULL
    ORDER BY t.id FOR NO KEY UPDATE`);
}

const nameConflict = () => taken(['input', 'name'], 'There is already a tag of that name.');

/**
 * The key on names compares them in their normal form, in which they are stored; older names may have other spaces.
 * @throws CONFLICT where another tag has the name but for its spaces
 */
async function assertNameIsFree(tx: Transaction, id: string, name: string): Promise<void> {
  const same = await tx.$queryRaw<unknown[]>(sql`
    SELECT FROM desk.tags t
    WHERE t.merged_into_id IS NULL AND t.deleted_at IS NULL AND t.id <> ${id}
      AND lower(btrim(regexp_replace(t.name, ${SPACES}, ' ', 'g'))) = lower(${name}) LIMIT 1`);
  if (same.length > 0) throw nameConflict();
}

/** A run of spaces of any kind, as PostgreSQL writes it. */
const SPACES = '[ \\t\\n\\r\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u2800\\u3000\\u3164\\uFFA0]+';

function nameTaken(error: unknown): never {
  throw constraintErrorOf(error) === 'TAKEN' ? nameConflict() : error;
}
