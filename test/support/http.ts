// A server asked over plain HTTP.
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

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Not by `fetch`, which takes three times as long: some tests ask thousands of questions. */
export async function ask(url: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { message, bytes } = await exchanged(url, path, asking);
  const headers = new Headers(message.headers as Record<string, string>);
  const text = String(headers.get('content-encoding') === 'br' ? brotliDecompressSync(bytes) : bytes);
  const isJson = headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : undefined;
  return { status: message.statusCode ?? 0, headers, text, body, code: body?.errors?.[0]?.extensions?.code };
}

/** Connections are used again: a test's many small questions would spend half their time on opening them. */
const agent = new Agent({ keepAlive: true });

/** The answer as it came. */
export const exchanged = (
  url: string,
  path: string,
  { method = 'GET', headers, body }: Asking,
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

/** A GraphQL question as it is posted. */
export const posted = (question: object, headers: Asking['headers'] = {}): Asking => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(question),
});

/** The header that says who asks; none for nobody. */
export const bearer = (token?: string): NonNullable<Asking['headers']> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

/** A question to delivery, with headers of the test's choice. */
export const askDelivery = (
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => ask(url, '/graphql', posted({ query, variables }, headers));

/** The data of what must succeed at the desk. */
export async function askDesk(
  url: string,
  query: string,
  input?: object,
  token?: string,
): Promise<Answer['body']> {
  const question = posted({ query, variables: { input } }, bearer(token));
  const { body } = await ask(url, '/graphql/desk', question);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** @returns an access token */
export async function signIn(url: string, input: { email: string; password: string }): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
  return (await askDesk(url, query, input)).signIn.accessToken;
}
