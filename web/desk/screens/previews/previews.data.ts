import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { session } from '../../api/session.js';
import { isEditor } from '../../frame/use-session.js';
import { PreviewsScreenDocument } from '../../generated/operations.js';

export interface PreviewsSearch {
  /** Everybody's previews, which only an editor may see. */
  readonly all?: true;
}

export const parsePreviewsSearch = ({ all }: Record<string, unknown>): PreviewsSearch =>
  all === true || all === 'true' ? { all: true } : {};

/** A writer who opens an editor's link sees their own previews. */
export const showsAll = ({ all }: PreviewsSearch): boolean =>
  all === true && session.viewer !== undefined && isEditor(session.viewer);

export const previewsQuery = (all: boolean) =>
  infiniteQueryOptions({
    queryKey: ['previews', all],
    queryFn: async ({ pageParam: after, signal }) =>
      (await request(PreviewsScreenDocument, { all, after }, { signal })).previews,
    initialPageParam: undefined as string | null | undefined,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });
