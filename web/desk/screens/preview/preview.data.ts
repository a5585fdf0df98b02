import { ApiError } from '../../api/errors.js';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { PreviewScreenDocument } from '../../generated/operations.js';

/** The revision to show: the live one, one by its number, or undefined for the working copy. */
export type Shown = 'live' | number | undefined;

export interface PreviewSearch {
  readonly revision?: Shown;
}

export function parsePreviewSearch({ revision }: Record<string, unknown>): PreviewSearch {
  if (revision === 'live') return { revision };
  const number = Number(revision);
  return Number.isInteger(number) && number > 0 ? { revision: number } : {};
}

export const previewQuery = (articleId: string, shown: Shown) =>
  queryOptions({
    queryKey: ['preview', articleId, shown ?? 'working'],
    queryFn: async ({ signal }) => {
      const { article } = await request(
        PreviewScreenDocument,
        {
          articleId,
          number: typeof shown === 'number' ? shown : 1,
          isWorking: shown === undefined,
          isLive: shown === 'live',
          isNumber: typeof shown === 'number',
        },
        { signal },
      );
      if (article) return article;
      throw new ApiError({ message: '', extensions: { code: 'NOT_FOUND' } });
    },
  });
