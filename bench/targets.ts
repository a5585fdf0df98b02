// What must be reached, and whether it was: the table of targets over what has been measured. A target whose figure was
// not measured has no row.
import { ratioOf, type Figures } from './measure.js';
import type { HitRatio } from './parts/hit-ratio.js';
import type { Scale } from './parts/scale.js';
import type { Staleness } from './parts/staleness.js';
import type { QuestionName } from './questions.js';

type ByQuestion = ReadonlyMap<QuestionName, ReadonlyMap<string, Figures>>;

export interface Results {
  readonly questions: ByQuestion;
  readonly persisted: ByQuestion;
  readonly scale: Scale;
  readonly hitRatio?: HitRatio;
  readonly staleness?: Staleness;
  /** Bytes of the larger of the two servers with a cache, at the end. */
  readonly memory?: number;
  /** Milliseconds. */
  readonly start?: number;
}

export interface Target {
  readonly what: string;
  readonly target: string;
  readonly figure: string;
  readonly reached: 'yes' | 'NO' | 'INVALID';
}

const MEGABYTE = 1024 * 1024;

/** Requests of which no two are the same. */
const UNSHARED: Readonly<Record<QuestionName, number>> = { Q1: 0.7, Q2: 1, Q3: 1, Q4: 1 };
const WITHOUT_CACHE: Readonly<Record<QuestionName, number>> = { Q1: 0.6, Q2: 0.9, Q3: 0.9, Q4: 1.2 };

export function targets(results: Results): Target[] {
  const { hitRatio, staleness, memory, start } = results;
  return [
    ...ofQuestions(results.questions, 'hot', '(a)', 'cache hit', () => 0.7),
    ...ofQuestions(results.persisted, 'hot', '(a)', 'cache hit by GET, persisted query', () => 0.8),
    ...ofQuestions(results.questions, 'cache off', '(b)', 'cache off', (name) => WITHOUT_CACHE[name]),
    ...ofQuestions(results.questions, 'unshared', '(b)', 'unshared', (name) => UNSHARED[name]),
    ...(hitRatio
      ? [atLeast('hit ratio, Zipf, a publication a second', 0.9, hitRatio.ratio, hitRatio.failures)]
      : []),
    ...(staleness ? ofStaleness(staleness) : []),
    ...[...results.scale].map(([what, pair]) => ofScale(what, pair)),
    ...(memory === undefined ? [] : [atMost('server memory after all of it', 300, memory / MEGABYTE, 'MB')]),
    ...(start === undefined ? [] : [atMost('from node dist/main.js to ready', 1000, start, 'ms')]),
  ];
}

function ofQuestions(
  all: ByQuestion,
  contestant: string,
  limit: string,
  what: string,
  target: (name: QuestionName) => number,
): Target[] {
  return [...all].flatMap(([name, figures]) => {
    const [its, best] = [figures.get(contestant), figures.get(limit)];
    if (its === undefined || best === undefined) return [];
    const failures = [...its.failures, ...best.failures];
    return [atLeast(`${name}, ${what}, of ${limit}`, target(name), ratioOf(its, best).worse, failures)];
  });
}

function ofScale(what: string, pair: ReadonlyMap<string, Figures>): Target {
  const [few, many] = [pair.get('few'), pair.get('many')];
  const times = few && many ? 1 / ratioOf(many, few).worse : NaN;
  const failures = [...(few?.failures ?? []), ...(many?.failures ?? [])];
  return atMost(what, what.startsWith('page') ? 1.2 : 1.3, times, 'times', failures);
}

const ofStaleness = ({ publications, own, otherMost, withMinSeq }: Staleness): Target[] => [
  atMost(`stale answers after ${publications} publications, same server`, 0, own, ''),
  atMost('last stale answer of another server', 50, otherMost, 'ms'),
  atMost('stale answers of another server, X-Content-Min-Seq', 0, withMinSeq, ''),
];

function atLeast(what: string, target: number, figure: number, failures: readonly string[]): Target {
  const reached = failures.length > 0 || Number.isNaN(figure) ? 'INVALID' : figure >= target ? 'yes' : 'NO';
  return { what, target: `${target} at least`, figure: figure.toFixed(2), reached };
}

function atMost(
  what: string,
  target: number,
  figure: number,
  unit: string,
  failures: readonly string[] = [],
): Target {
  const reached = failures.length > 0 || Number.isNaN(figure) ? 'INVALID' : figure <= target ? 'yes' : 'NO';
  const digits = unit === 'times' ? 2 : unit === '' ? 0 : 1;
  return {
    what,
    target: `${target} ${unit} at most`.replace('  ', ' '),
    figure: `${figure.toFixed(digits)} ${unit}`.trim(),
    reached,
  };
}
