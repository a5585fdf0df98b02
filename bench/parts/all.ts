// All parts in their order, or those that were asked for by name. Each question's figures are shown as they come.
import { type Bench, type Figures } from '../measure.js';
import { Newsroom } from '../newsroom.js';
import { memoryOf, isMeasurable } from '../processes.js';
import { DEEP, NAMES, questionsOf, type QuestionName } from '../questions.js';
import { assertSameAnswers } from '../same-answers.js';
import { bare, copydesk, expert } from '../servers/server.js';
import type { Results } from '../targets.js';
import { measureHitRatio } from './hit-ratio.js';
import { measurePersisted } from './persisted.js';
import { measureQuestion, type Servers } from './queries.js';
import { measureScale, type DataSet, type Scale } from './scale.js';
import { measureStaleness } from './staleness.js';
import { measureStart } from './start.js';

/** Of the four: a short answer and a long one are enough for GET. */
const BY_GET: readonly QuestionName[] = ['Q1', 'Q2'];

/** @param few the data set that `data` is compared with, for how time grows */
export async function measureAll(
  bench: Bench,
  data: DataSet,
  few: DataSet | undefined,
  only: readonly string[] | undefined,
): Promise<Results> {
  const isWanted = (part: string) => only?.includes(part) ?? true;
  const part = <T>(name: string, measure: () => Promise<T>): Promise<T> | undefined => {
    if (!isWanted(name)) return undefined;
    console.log(`${name} …`);
    return measure();
  };
  const { url } = data;
  const questions = await questionsOf(url);
  const uncached = await copydesk(url, 'off');
  const byHand = await expert(url, DEEP);
  const sizes = await assertSameAnswers(questions, byHand, uncached);
  const servers: Servers = {
    uncached,
    expert: byHand,
    bare: await bare(sizes.median),
    cached: await copydesk(url, '64'),
    other: await copydesk(url, '64'),
  };
  const newsroom = await Newsroom.open(servers.cached.url, url);
  await newsroom.warmUp();

  const byQuestion = new Map<QuestionName, ReadonlyMap<string, Figures>>();
  for (const name of NAMES) {
    const figures = await part(name, () => measureQuestion(bench, servers, questions, sizes, newsroom, name));
    if (figures) byQuestion.set(name, figures);
  }
  const persisted = new Map<QuestionName, ReadonlyMap<string, Figures>>();
  for (const name of isWanted('GET') ? BY_GET : []) {
    persisted.set(name, await measurePersisted(bench, servers, questions, sizes, name));
  }
  const staleness = await part('staleness', () =>
    measureStaleness(url, questions, servers.cached, servers.other),
  );
  const hitRatio = await part('hit-ratio', () => measureHitRatio(bench, url, questions, sizes.least.Q1));
  const memories = isMeasurable ? [servers.cached, servers.other].map(({ pid }) => memoryOf(pid).now) : [NaN];
  await Promise.all(Object.values(servers).map((server) => server.end()));
  const start = await part('start', () => measureStart(url));
  const scale: Scale = (few && (await part('scale', () => measureScale(bench, few, data)))) ?? new Map();
  return {
    questions: byQuestion,
    persisted,
    staleness,
    hitRatio,
    // Of a server that has done all of it, with the data set that has a target for it.
    memory: only === undefined && few === undefined ? Math.max(...memories) : undefined,
    start,
    scale,
  };
}
