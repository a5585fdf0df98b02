import { queryOf } from '../../api/query-client.js';
import { WriteScreenDocument, type WriteScreenQuery } from '../../generated/operations.js';

export const writeQuery = (articleId: string) => queryOf('write', WriteScreenDocument, { articleId });

export type WrittenArticle = NonNullable<WriteScreenQuery['article']>;
