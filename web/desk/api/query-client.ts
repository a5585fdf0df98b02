// What the screens have asked for, kept by document and variables.
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, OfflineError } from './errors.js';
import { request } from './request.js';
import type { Document } from './transport.js';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A screen shows what is kept, and asks again beside it.
      staleTime: 5_000,
      retry: (failures, error) => isAway(error) && failures < 2,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** The server, or its database. */
const isAway = (error: Error): boolean =>
  error instanceof OfflineError || (error instanceof ApiError && error.code === 'DATABASE_UNAVAILABLE');

/** @param name what it is about, for `queryClient.invalidateQueries({ queryKey: [name] })` */
export const queryOf = <TResult, TVariables>(
  name: string,
  document: Document<TResult, TVariables>,
  variables: TVariables,
) =>
  queryOptions({
    queryKey: [name, variables] as const,
    queryFn: ({ signal }) => request(document, variables, { signal }),
  });

/** After a change: whatever is on the screen is asked anew; the rest, when it is next shown. */
export const askAnew = (): Promise<void> => queryClient.invalidateQueries();
