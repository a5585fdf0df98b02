import { queryOf } from '../../api/query-client.js';
import { WriteScreenDocument, type WriteScreenQuery } from '../../generated/operations.js';

/** How often the screen looks who else has the article open, what was decided, and whether a newer revision is there. */
const LOOK_EVERY_MS = 30_000;

export const writeQuery = (articleId: string) => ({
  ...queryOf('write', WriteScreenDocument, { articleId }),
  refetchInterval: LOOK_EVERY_MS,
});

export type WrittenArticle = NonNullable<WriteScreenQuery['article']>;
