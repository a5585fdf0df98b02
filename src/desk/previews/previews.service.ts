// Makes and revokes previews: checks who may show what, and returns the token that presents it. The preview is of the revision that
// there is now: one saved afterwards needs a new preview.
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import { columnsOf, PREVIEW_COLUMNS, type Preview } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { LockQueue } from '../../database/lock-queue.js';
import type { Transaction } from '../../database/transaction.js';
import { badUserInput, notFound, unauthenticated } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type {
  CreatePreviewInput,
  RevokePreviewInput,
  RevokePreviewPayload,
} from '../../graphql/generated/desk.js';
import { previewToken } from '../../graphql/preview-token.js';
import type { SignedToken } from '../../graphql/signed-token.js';
import {
  forgetExpiredPreviews,
  lockNames,
  previewAsOf,
  previewOfRevision,
} from '../../publishing/previews.projection.js';
import type { Actor } from '../context.js';
import { canSeeAll, visibleArticles } from '../users/article-access.js';
import { assertRole } from '../users/assert-role.js';
import { previewInput } from './preview.input.js';
import { previewUrl } from './preview-url.js';

/** Of one person, at a time. */
const MAX_ACTIVE_PREVIEWS = 100;

export interface CreatedPreview extends SignedToken {
  readonly preview: Preview;
  readonly url: string | null;
}

type NewRow = Preview & { readonly slug: string | null };

@Injectable()
export class PreviewsService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly queue: LockQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws BAD_USER_INPUT, NOT_FOUND, FORBIDDEN */
  async create(actor: Actor, input: CreatePreviewInput): Promise<CreatedPreview> {
    const { articleId, revisionId, asOf, expiresInSeconds } = parseInput(previewInput, input);
    // The delivery role reads what is not live by presenting this id alone, so it must be beyond guessing: an id of 30 characters,
    // which the desk calls it by, and 128 random bits that the desk does not show.
    const id = newId('Preview') + randomBytes(16).toString('hex');
    const signed = previewToken(this.config.authSecret, id, expiresInSeconds);
    const create = async (tx: Transaction): Promise<NewRow> => {
      const maker = await lockMaker(tx, actor);
      if (asOf != null) assertRole(maker, 'EDITOR');
      const shown = articleId == null ? undefined : await revisionToShow(tx, maker, articleId, revisionId);
      if (shown !== undefined) await lockNames(tx, shown);
      await forgetExpiredPreviews(tx);
      await assertBelowLimit(tx, maker);
      const row = { id, byId: maker.id, expiresAt: signed.expiresAt };
      if (asOf != null) await previewAsOf(tx, row, asOf);
      if (shown !== undefined) await previewOfRevision(tx, row, shown);
      return rowOf(tx, id);
    };
    const { slug, ...preview } = await this.queue.run(articleId ?? id, () =>
      this.database.$transaction(create),
    );
    const { sitePreviewUrl } = this.config;
    const url = sitePreviewUrl === undefined ? null : previewUrl(sitePreviewUrl, signed.token, slug);
    return { ...signed, preview, url };
  }

  /** @throws NOT_FOUND where there is no such preview, or it is neither the actor's nor is the actor an editor */
  async revoke(actor: Actor, { id }: RevokePreviewInput): Promise<RevokePreviewPayload> {
    const own = canSeeAll(actor) ? sql`true` : sql`by_id = ${actor.id}`;
    const revoked = await this.database.$executeRaw(
      sql`DELETE FROM delivery.previews WHERE desk_id = ${id} AND expires_at > now() AND ${own}`,
    );
    if (revoked === 0) throw notFound();
    return { revokedId: id };
  }
}

/** The actor as of now. Until the transaction ends neither rights nor previews of the same person change. */
async function lockMaker(tx: Transaction, actor: Actor): Promise<Actor> {
  const [user] = await tx.$queryRaw<{ role: Actor['role']; active: boolean }[]>`
    SELECT role::text, active FROM desk.users WHERE id = ${actor.id} FOR NO KEY UPDATE`;
  if (!user?.active) throw unauthenticated();
  return { ...actor, role: user.role };
}

/** @throws BAD_USER_INPUT */
async function assertBelowLimit(tx: Transaction, { id }: Actor): Promise<void> {
  if ((await tx.deliveryPreview.count({ where: { byId: id } })) < MAX_ACTIVE_PREVIEWS) return;
  const message = `You have ${MAX_ACTIVE_PREVIEWS} previews that still work. Revoke one, or wait until one expires.`;
  throw badUserInput([{ path: ['input'], message }]);
}

async function rowOf(tx: Transaction, id: string): Promise<NewRow> {
  const [row] = await tx.$queryRaw<NewRow[]>(
    sql`SELECT ${columnsOf('p', PREVIEW_COLUMNS)}, p.slug FROM delivery.previews p WHERE p.id = ${id}`,
  );
  if (row === undefined) throw new Error('The preview that was made is not there.');
  return row;
}

/** The id of the working copy, or of the revision that the input names. */
async function revisionToShow(
  tx: Transaction,
  actor: Actor,
  articleId: string,
  revisionId: string | null | undefined,
): Promise<string> {
  // Its owners do not change until the transaction ends.
  await tx.$queryRaw`SELECT 1 FROM desk.articles WHERE id = ${articleId} FOR SHARE`;
  const article = await tx.article.findFirst({
    where: { AND: [{ id: articleId }, visibleArticles(actor)] },
    select: { id: true, working: { select: { id: true } } },
  });
  if (article === null) throw notFound();
  if (revisionId == null) return article.working.id;
  const revision = await tx.revision.findFirst({
    where: { id: revisionId, articleId: article.id },
    select: { id: true },
  });
  if (revision === null) {
    throw notFound([{ path: ['input', 'revisionId'], message: 'The article has no such revision.' }]);
  }
  return revision.id;
}
