// Whether a million articles cost more than a few thousand, and a page at position 500,000 more than the first one.
import { measured, type Bench, type Contestant, type Figures } from '../measure.js';
import { bodiesOf, NAMES, pageAfter, questionsOf, TOTAL, type Question } from '../questions.js';
import { ask } from '../same-answers.js';
import { copydesk, type Server } from '../servers/server.js';

export const FAR = 500_000;

/** By the name of what was asked: two rows each, the cheap one first. */
export type Scale = ReadonlyMap<string, ReadonlyMap<string, Figures>>;

export interface DataSet {
  readonly articles: number;
  readonly url: string;
}

export async function measureScale(bench: Bench, small: DataSet, large: DataSet): Promise<Scale> {
  const contestant = async (
    name: 'few' | 'many',
    server: Server,
    question: Question,
  ): Promise<Contestant> => {
    const [url, requests] = [server.at('Q1'), bodiesOf(question)];
    const { text } = await ask(url, requests[0] ?? '');
    if (text.startsWith('{"errors"')) throw new Error(`Copydesk refused: ${text}`);
    const leastBytes = Math.floor(text.length / 2);
    return { name, server, load: () => ({ url, method: 'POST', requests, leastBytes }) };
  };
  const servers = { small: await copydesk(small.url, 'off'), large: await copydesk(large.url, 'off') };
  const ofSmall = { ...(await questionsOf(small.url)), totalCount: TOTAL };
  const ofLarge = { ...(await questionsOf(large.url)), totalCount: TOTAL };
  const scale = new Map<string, ReadonlyMap<string, Figures>>();
  for (const name of [...NAMES, 'totalCount'] as const) {
    const pair = [
      await contestant('few', servers.small, ofSmall[name]),
      await contestant('many', servers.large, ofLarge[name]),
    ];
    scale.set(`${name}, ${large.articles} articles against ${small.articles}`, await measured(bench, pair));
  }
  const far = Math.min(FAR, large.articles / 2);
  const pages = [
    await contestant('few', servers.large, ofLarge.Q2),
    await contestant('many', servers.large, await pageAfter(large.url, far)),
  ];
  scale.set(`page at ${far}`, await measured(bench, pages));
  await Promise.all([servers.small.end(), servers.large.end()]);
  return scale;
}
