import type { Transaction } from '../../database/transaction.js';

/** Removes a user's unsaved text of an article, where there is any. */
export async function discardAutosave(
  tx: Pick<Transaction, 'autosave'>,
  userId: string,
  articleId: string,
): Promise<void> {
  await tx.autosave.deleteMany({ where: { userId, articleId } });
}
