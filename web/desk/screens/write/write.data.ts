import { queryClient, queryOf } from '../../api/query-client.js';
import type { DraftSaver } from '../../drafts/draft-saver.js';
import { WriteScreenDocument, type WriteScreenQuery } from '../../generated/operations.js';

/** For who else has the article open, its state, and newer revisions. */
const REFETCH_MS = 30_000;

export const writeQuery = (articleId: string) => ({
  ...queryOf('write', WriteScreenDocument, { articleId }),
  refetchInterval: REFETCH_MS,
});

export type WrittenArticle = NonNullable<WriteScreenQuery['article']>;

/**
 * Saves, and fetches the article again: the cached one may be of before the save.
 * @returns undefined where it was not saved
 * @throws ApiError, OfflineError where the article was saved, but could not be fetched
 */
export async function savedArticle(saver: DraftSaver): Promise<WrittenArticle | undefined> {
  const outcome = await saver.save();
  const { articleId } = saver.snapshot();
  if (articleId === undefined || (outcome !== 'saved' && outcome !== 'unchanged')) return undefined;
  const { article } = await queryClient.fetchQuery({ ...writeQuery(articleId), staleTime: 0 });
  return article ?? undefined;
}
