import { queryClient, queryOf } from '../../api/query-client.js';
import type { DraftSaver } from '../../drafts/draft-saver.js';
import { WriteScreenDocument, type WriteScreenQuery } from '../../generated/operations.js';

/** How often the screen looks who else has the article open, what was decided, and whether a newer revision is there. */
const REFETCH_MS = 30_000;

export const writeQuery = (articleId: string) => ({
  ...queryOf('write', WriteScreenDocument, { articleId }),
  refetchInterval: REFETCH_MS,
});

export type WrittenArticle = NonNullable<WriteScreenQuery['article']>;

/**
 * Saves, and asks for the article as that left it: what the screen was drawn with last may be of before the save.
 * @returns undefined where it was not saved
 * @throws ApiError, OfflineError where it was saved and could not be asked for
 */
export async function savedArticle(saver: DraftSaver): Promise<WrittenArticle | undefined> {
  const outcome = await saver.save();
  const { articleId } = saver.snapshot();
  if (articleId === undefined || (outcome !== 'saved' && outcome !== 'unchanged')) return undefined;
  const { article } = await queryClient.fetchQuery({ ...writeQuery(articleId), staleTime: 0 });
  return article ?? undefined;
}
