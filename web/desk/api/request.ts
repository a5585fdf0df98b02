// What screens use: a request in the name of whoever is signed in. An expired session is renewed behind it, or asked for; the
// request is repeated then, so that nothing under way is lost.
import { session } from './session.js';
import { dataOf, send, type Answer, type Document, type SendOptions } from './transport.js';

/** The whole answer, for documents whose root fields succeed or fail each for itself. @throws OfflineError */
export async function requestEach<TResult, TVariables>(
  document: Document<TResult, TVariables>,
  variables: TVariables,
  options: Omit<SendOptions, 'accessToken'> = {},
): Promise<Answer<TResult>> {
  const accessToken = await session.accessToken();
  const answer = await send(document, variables, { ...options, accessToken });
  if (!answer.errors.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) return answer;
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
