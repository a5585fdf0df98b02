// Makes previews: checks who may show what, projects what the preview shows, and returns the token that presents it. The preview is of what there is now: a revision saved afterwards needs a new one.
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { Actor } from '../context.js';
import type { CreatePreviewInput } from '../../graphql/generated/desk.js';
import { parseInput } from '../../graphql/collect-errors.js';
import { previewToken } from '../../graphql/preview-token.js';
import type { SignedToken } from '../../graphql/signed-token.js';
import type { Transaction } from '../../database/transaction.js';
import {
  forgetExpiredPreviews,
  previewAsOf,
  previewOfRevision,
} from '../../publishing/previews.projection.js';
import { visibleArticles } from '../users/article-access.js';
import { assertRole } from '../users/assert-role.js';
import { previewInput } from './preview.input.js';

@Injectable()
export class PreviewsService {
  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws BAD_USER_INPUT, NOT_FOUND, FORBIDDEN */
  async create(actor: Actor, input: CreatePreviewInput): Promise<SignedToken> {
    const { articleId, revisionId, asOf, expiresInSeconds } = parseInput(previewInput, input);
    if (asOf != null) assertRole(actor, 'EDITOR', 'A preview of the whole site');
    // The delivery role reads what is not live by presenting this id alone, so it must be beyond guessing: the 80 random
    // bits of an id are brought to 208.
    const id = newId('Preview') + randomBytes(16).toString('hex');
    const signed = previewToken(this.config.authSecret, id, expiresInSeconds);
    const preview = { id, expiresAt: signed.expiresAt };
    await this.database.$transaction(async (tx) => {
      await forgetExpiredPreviews(tx);
      if (asOf != null) await previewAsOf(tx, preview, asOf);
      if (articleId != null) {
        await previewOfRevision(tx, preview, await revisionToShow(tx, actor, articleId, revisionId));
      }
    });
    return signed;
  }
}

/** The id of the working copy, or of the revision that was asked for. */
async function revisionToShow(
  tx: Transaction,
  actor: Actor,
  articleId: string,
  revisionId: string | null | undefined,
): Promise<string> {
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
