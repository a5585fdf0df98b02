// Requests over plain HTTP.
import { Agent, type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of the first error. */
  readonly code?: string;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Not by `fetch`, which takes three times as long: some tests send thousands of requests. */
export async function ask(url: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { message, bytes } = await sendRequest(url, path, options);
  const headers = new Headers(message.headers as Record<string, string>);
  const text = String(headers.get('content-encoding') === 'br' ? brotliDecompressSync(bytes) : bytes);
  const isJson = headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : undefined;
  return { status: message.statusCode ?? 0, headers, text, body, code: body?.errors?.[0]?.extensions?.code };
}

/** Connections are used again: a test's many small requests would spend half their time on opening them. */
const agent = new Agent({ keepAlive: true });

/** The response before its body is decoded. */
export const sendRequest = (
  url: string,
  path: string,
  { method = 'GET', headers, body }: RequestOptions,
): Promise<{ message: IncomingMessage; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers, agent }, (message) => {
      const chunks: Buffer[] = [];
      message
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
        .on('error', reject);
    });
    sent.on('error', reject).end(body);
  });

/** Options of a POST of a GraphQL request. */
export const graphqlPost = (body: object, headers: RequestOptions['headers'] = {}): RequestOptions => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** The Authorization header; none without a token. */
export const bearer = (token?: string): NonNullable<RequestOptions['headers']> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

/** A query of the delivery API, with headers of the test's choice. */
export const askDelivery = (
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => ask(url, '/graphql', graphqlPost({ query, variables }, headers));

/** The data of a desk operation that must succeed. */
export async function askDesk(
  url: string,
  query: string,
  input?: object,
  token?: string,
): Promise<Answer['body']> {
  const options = graphqlPost({ query, variables: { input } }, bearer(token));
  const { body } = await ask(url, '/graphql/desk', options);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** @returns an access token */
export async function signIn(url: string, input: { email: string; password: string }): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
  return (await askDesk(url, query, input)).signIn.accessToken;
}
