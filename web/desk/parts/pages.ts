// A list that is fetched page by page: the first with the screen, each further one by "Show more".
import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Document } from '../api/transport.js';

interface WithPage {
  readonly page: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/**
 * @param name the first part of the query key
 * @param document has the list as `page`, and its cursor as `$after`
 */
export const pagesOf = <TResult extends WithPage, TVariables extends { after?: string | null | undefined }>(
  name: string,
  document: Document<TResult, TVariables>,
  variables: TVariables,
) =>
  infiniteQueryOptions({
    queryKey: [name, variables] as const,
    queryFn: ({ pageParam, signal }) => request(document, { ...variables, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ page }) => (page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined),
  });
