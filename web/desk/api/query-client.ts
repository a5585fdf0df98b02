// The cache of the screens' queries.
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, OfflineError } from './errors.js';
import { request } from './request.js';
import type { Document } from './transport.js';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Older data is shown at once, and fetched again in the background.
      staleTime: 5_000,
      retry: (failures, error) => isUnreachable(error) && failures < 2,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Whether the server or its database could not be reached. */
const isUnreachable = (error: Error): boolean =>
  error instanceof OfflineError || (error instanceof ApiError && error.code === 'DATABASE_UNAVAILABLE');

/** @param name the first part of the query key, for `queryClient.invalidateQueries({ queryKey: [name] })` */
export const queryOf = <TResult, TVariables>(
  name: string,
  document: Document<TResult, TVariables>,
  variables: TVariables,
) =>
  queryOptions({
    queryKey: [name, variables] as const,
    queryFn: ({ signal }) => request(document, variables, { signal }),
  });

/** Called after a change: what is on the screen is fetched again at once, the rest when it is next shown. */
export const invalidateAll = (): Promise<void> => queryClient.invalidateQueries();
