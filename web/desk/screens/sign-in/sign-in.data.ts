import { queryOptions } from '@tanstack/react-query';
import { dataOf, send } from '../../api/transport.js';
import { SignInScreenDocument } from '../../generated/operations.js';

/** Sent without a token: nobody is signed in yet. */
export const signInQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: async () => dataOf(await send(SignInScreenDocument, {})),
});
