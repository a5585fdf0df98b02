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
  const response = await fetch(new URL(path, url), init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : undefined;
  const { status, headers } = response;
  return { status, headers, text, body, code: body?.errors?.[0]?.extensions?.code };
}
