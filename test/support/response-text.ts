// What a server says to requests, as one text to search: the body of the response, its headers, and what is inside its
// cursors.
import { ask, bearer, graphqlPost } from './http.js';
import type { GraphQLRequest } from './schema-crawl.js';

const CURSOR = /"(?:cursor|startCursor|endCursor)":"([^"]+)"/g;
/** Every change has a number, also one that only prepares what readers will see. */
const VOLATILE_HEADERS = ['date', 'x-content-seq', 'connection', 'keep-alive'];
const CONCURRENCY = 8;

export interface ResponseText {
  readonly request: GraphQLRequest;
  readonly text: string;
  /** Of its errors. */
  readonly codes: readonly string[];
}

/** In the order of the requests. */
export async function responseTexts(
  url: string,
  requests: readonly GraphQLRequest[],
  token?: string,
): Promise<ResponseText[]> {
  const responses: ResponseText[] = [];
  const waiting = requests.entries();
  const worker = async () => {
    for (const [i, request] of waiting) responses[i] = await responseText(url, request, token);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return responses;
}

async function responseText(url: string, request: GraphQLRequest, token?: string): Promise<ResponseText> {
  const sent = JSON.stringify(request);
  const { status, headers, text, body } = await ask(url, '/graphql', graphqlPost(request, bearer(token)));
  // What was requested is named for caches, found or not.
  const keys = headers.get('surrogate-key')?.split(' ') ?? [];
  const others = keys.filter((key) => !sent.includes(key.replace(/^.*:/, '')));
  const kept = [...headers].filter(([name]) => ![...VOLATILE_HEADERS, 'surrogate-key'].includes(name));
  const cursors = [...text.matchAll(CURSOR)].map(([, cursor = '']) => Buffer.from(cursor, 'base64url'));
  const errors: { extensions: { code: string } }[] = body.errors ?? [];
  return {
    request,
    text: [status, ...kept, ...others, text, ...cursors].join('\n'),
    codes: errors.map(({ extensions }) => extensions.code),
  };
}
