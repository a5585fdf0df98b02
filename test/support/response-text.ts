// What a server says to requests, as one text to search: the body of the response, its headers, and what is inside its
// cursors.
import { ask, type Answer, bearer, graphqlPost } from './http.js';
import type { GraphQLRequest } from './schema-crawl.js';
import { until } from './server-process.js';

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
  const { status, headers, text, body } = await currentAnswer(url, request, token);
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

/**
 * Asks until the server knows that its answer is what readers see now: on a machine without time for it, its lease on the changes
 * lapses for a moment, and it lets no cache keep what it answers.
 */
async function currentAnswer(url: string, request: GraphQLRequest, token?: string): Promise<Answer> {
  let answer: Answer | undefined;
  await until(async () => {
    answer = await ask(url, '/graphql', graphqlPost(request, bearer(token)));
    return !answer.headers.get('cache-control')?.includes('s-maxage=0,');
  });
  return answer as Answer;
}
