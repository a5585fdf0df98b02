// What a server says to questions, as one text that can be looked through: the answer, its headers, and what is inside
// its cursors.
import { ask, bearer, posted } from './http.js';
import type { Question } from './schema-crawl.js';

const CURSOR = /"(?:cursor|startCursor|endCursor)":"([^"]+)"/g;
/** Every change has a number, also those that only prepare what readers will see. */
const OF_THE_MOMENT = ['date', 'x-content-seq', 'connection', 'keep-alive'];
const AT_ONCE = 8;

export interface Said {
  readonly question: Question;
  readonly text: string;
  /** Of its errors. */
  readonly codes: readonly string[];
}

/** In the order of the questions. */
export async function responseTexts(
  url: string,
  questions: readonly Question[],
  token?: string,
): Promise<Said[]> {
  const said: Said[] = [];
  const waiting = questions.entries();
  const worker = async () => {
    for (const [i, question] of waiting) said[i] = await saidTo(url, question, token);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return said;
}

async function saidTo(url: string, question: Question, token?: string): Promise<Said> {
  const asked = JSON.stringify(question);
  const { status, headers, text, body } = await ask(url, '/graphql', posted(question, bearer(token)));
  // What was asked for is named for caches, found or not.
  const keys = headers.get('surrogate-key')?.split(' ') ?? [];
  const others = keys.filter((key) => !asked.includes(key.replace(/^.*:/, '')));
  const kept = [...headers].filter(([name]) => ![...OF_THE_MOMENT, 'surrogate-key'].includes(name));
  const cursors = [...text.matchAll(CURSOR)].map(([, cursor = '']) => Buffer.from(cursor, 'base64url'));
  const errors: { extensions: { code: string } }[] = body.errors ?? [];
  return {
    question,
    text: [status, ...kept, ...others, text, ...cursors].join('\n'),
    codes: errors.map(({ extensions }) => extensions.code),
  };
}
