// Requests with the viewer's access token. If the token has expired, the session is refreshed, or the viewer signs in again, and
// the request is sent once more.
import { session } from './session.js';
import { dataOf, send, type GraphQLResult, type Document, type SendOptions } from './transport.js';

/** Data and errors, for documents whose root fields succeed or fail independently. @throws OfflineError */
export async function requestEach<TResult, TVariables>(
  document: Document<TResult, TVariables>,
  variables: TVariables,
  options: Omit<SendOptions, 'accessToken'> = {},
): Promise<GraphQLResult<TResult>> {
  const accessToken = await session.accessToken();
  const result = await send(document, variables, { ...options, accessToken });
  if (!result.errors.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) return result;
  return send(document, variables, { ...options, accessToken: await session.accessToken(accessToken) });
}

/** @throws ApiError, OfflineError */
export async function request<TResult, TVariables>(
  document: Document<TResult, TVariables>,
  variables: TVariables,
  options?: Omit<SendOptions, 'accessToken'>,
): Promise<TResult> {
  return dataOf(await requestEach(document, variables, options));
}
