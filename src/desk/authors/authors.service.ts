// Writes bylines. Slugs, and the one byline that a user may have, are unique because the database says so. A byline is locked
// before anything is decided about it, and projected in the same transaction.
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AUTHOR_COLUMNS, columnsOf } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { LockQueue } from '../../database/lock-queue.js';
import type { Author } from '../../database/generated/prisma/client.js';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { forbidden, notFound, taken } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { slugFrom } from '../../domain/slug.js';
import type { Actor } from '../context.js';
import type {
  CreateAuthorInput,
  MergeAuthorsInput,
  UpdateAuthorInput,
} from '../../graphql/generated/desk.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { Transaction } from '../../database/transaction.js';
import { MERGE_OPTIONS, projectAuthor, projectMerged } from '../../publishing/tags-and-authors.projection.js';
import { slugFor } from '../slugs/slugs.js';
import { deleteNamed } from '../slugs/usage.js';
import { assertRole } from '../users/assert-role.js';
import { authorChanges, authorMerge, newAuthor } from './author.input.js';

@Injectable()
export class AuthorsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly changes: LockQueue,
  ) {}

  /** @throws BAD_USER_INPUT; NOT_FOUND where there is no such user; CONFLICT where the slug or the user is taken */
  async create(input: CreateAuthorInput): Promise<Author> {
    const { name, slug, bio, userId } = parseInput(newAuthor, input);
    const id = newId('Author');
    return this.database.$transaction(async (tx) => {
      // A slug can only belong to an author who is there.
      await tx.author.create({ data: { id, name, slug: '', bio, userId } }).catch(refusedUser);
      const claimed = await slugFor(tx, 'author', id, slug, baseOf(name));
      return tx.author.update({ where: { id }, data: { slug: claimed } });
    });
  }

  /**
   * Editors may change any byline, and everybody their own, but not whose it is.
   * @throws BAD_USER_INPUT, FORBIDDEN; NOT_FOUND for the byline or the user; CONFLICT where the slug or the user is taken
   */
  async update(actor: Actor, input: UpdateAuthorInput): Promise<Author> {
    const { id, name, slug, bio, userId } = parseInput(authorChanges, input);
    return this.changes.run(id, () =>
      this.database.$transaction(async (tx) => {
        const [author] = await lockedAuthors(tx, [id]);
        if (author === undefined) throw notFound();
        assertMayChange(actor, author, userId);
        const claimed =
          slug === undefined
            ? author.slug
            : await slugFor(tx, 'author', id, slug, baseOf(name ?? author.name));
        const changed = await tx.author
          .update({ where: { id }, data: { name, slug: claimed, bio, userId } })
          .catch(refusedUser);
        if (!looksSame(author, changed)) await projectAuthor(tx, id);
        return changed;
      }),
    );
  }

  /**
   * From now on `from` stands for `into`, wherever a revision names it, and its slugs find `into`. A login of `from`'s goes to
   * `into`, where that has none.
   * @throws BAD_USER_INPUT, NOT_FOUND
   */
  async merge(input: MergeAuthorsInput): Promise<Author> {
    const ids = parseInput(authorMerge, input);
    const { fromId, intoId } = ids;
    return this.database.$transaction(async (tx) => {
      const authors = await lockedAuthors(tx, [fromId, intoId]);
      const [from, into] = [fromId, intoId].map((id) => authors.find((author) => author.id === id));
      if (from === undefined || into === undefined) {
        const missing = Object.entries(ids).filter(([, id]) => !authors.some((author) => author.id === id));
        throw notFound(
          missing.map(([key, id]) => ({ path: ['input', key], message: `No author has the id ${id}.` })),
        );
      }
      await tx.author.update({ where: { id: fromId }, data: { userId: null } });
      await tx.author.updateMany({
        where: { OR: [{ id: fromId }, { mergedIntoId: fromId }] },
        data: { mergedIntoId: intoId },
      });
      await tx.authorSlug.updateMany({ where: { authorId: fromId }, data: { authorId: intoId } });
      await projectMerged(tx, 'author', fromId, intoId);
      return tx.author.update({ where: { id: intoId }, data: { userId: into.userId ?? from.userId } });
    }, MERGE_OPTIONS);
  }

  /** @throws NOT_FOUND; CONFLICT while an article uses it, with where */
  async delete(id: string): Promise<string> {
    await this.database.$transaction(async (tx) => {
      await deleteNamed(tx, 'author', id);
      await tx.author.updateMany({ where: { id }, data: { userId: null } });
    });
    return id;
  }
}

const baseOf = (name: string) => slugFrom(name) || 'author';

/** To readers, who never see whose login it is. */
const looksSame = (a: Author, b: Author) => a.name === b.name && a.slug === b.slug && a.bio === b.bio;

function assertMayChange(actor: Actor, author: Author, userId: string | null | undefined): void {
  if (actor.role !== 'WRITER') return;
  if (author.userId !== actor.id) {
    const message = 'Only an editor may change somebody else’s byline.';
    throw forbidden([{ code: 'NOT_OWNER', message, field: null, remedy: 'Ask an editor.' }]);
  }
  if (userId !== undefined && userId !== author.userId) {
    assertRole(actor, 'EDITOR');
  }
}

/** Those of them that stand for themselves; nobody else changes them until this transaction ends. */
async function lockedAuthors(tx: Transaction, ids: readonly string[]): Promise<Author[]> {
  // In one order, so that no two merges wait for each other; and not in the way of revisions that come to name them.
  return tx.$queryRaw<Author[]>(sql`
    SELECT ${columnsOf('a', AUTHOR_COLUMNS)} FROM desk.authors a
    WHERE a.id = ANY (${[...ids]}::text[]) AND a.merged_into_id IS NULL AND a.deleted_at IS NULL
    ORDER BY a.id FOR NO KEY UPDATE`);
}

function refusedUser(error: unknown): never {
  if (constraintErrorOf(error) === 'TAKEN')
    throw taken(['input', 'userId'], 'The user has a byline already.');
  if (constraintErrorOf(error) === 'MISSING_OR_IN_USE') {
    throw notFound([{ path: ['input', 'userId'], message: 'There is no such user.' }]);
  }
  throw error;
}
