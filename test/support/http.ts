// A server asked over plain HTTP, for tests of what is around the GraphQL.

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of the first error. */
  readonly code?: string;
  readonly body: ReturnType<typeof JSON.parse>;
}

export async function ask(url: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  // Uncompressed, unless the test wants it otherwise: `fetch` by itself has the server pack each answer.
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');
  const response = await fetch(new URL(path, url), { ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : undefined;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    code: body?.errors?.[0]?.extensions?.code,
  };
}

/** A question to delivery, with headers of the test's choice. */
export const askDelivery = (
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  ask(url, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

/** The data of what must succeed at the desk. */
export async function askDesk(
  url: string,
  query: string,
  input?: object,
  token?: string,
): Promise<Answer['body']> {
  const { body } = await ask(url, '/graphql/desk', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables: { input } }),
  });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** @returns an access token */
export async function signIn(url: string, input: { email: string; password: string }): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
  return (await askDesk(url, query, input)).signIn.accessToken;
}
