// Compares what has been measured with the targets, and makes the table's rows. A target whose figure was not measured has
// no row.
import { ratioOf, type Figures } from './measure.js';
import { READERS_ALONE, type Abuse } from './parts/abuse.js';
import type { Growth } from './parts/growth/compare.js';
import type { HitRatio } from './parts/hit-ratio.js';
import { READER, type Previews } from './parts/previews.js';
import type { Scale } from './parts/scale.js';
import type { Staleness } from './parts/staleness.js';
import { TYPED_WORDS, type Typing } from './parts/typing.js';
import type { OperationName } from './operations.js';

type ByOperation = ReadonlyMap<OperationName, ReadonlyMap<string, Figures>>;

export interface Results {
  readonly operations: ByOperation;
  readonly persisted: ByOperation;
  readonly previews?: Previews;
  readonly abuse?: Abuse;
  readonly scale: Scale;
  readonly growth?: Growth;
  readonly hitRatio?: HitRatio;
  readonly staleness?: Staleness;
  /** Of the larger of the two servers with a cache, at the end. */
  readonly memoryBytes?: number;
  readonly startMs?: number;
  readonly typing?: Typing;
}

export interface Target {
  readonly what: string;
  readonly target: string;
  readonly figure: string;
  readonly reached: 'yes' | 'NO' | 'INVALID';
}

const BYTES_PER_MEGABYTE = 1024 * 1024;

const MIN_UNSHARED_RATIO: Readonly<Record<OperationName, number>> = { Q1: 0.7, Q2: 1, Q3: 1, Q4: 1 };
const MIN_CACHE_OFF_RATIO: Readonly<Record<OperationName, number>> = { Q1: 0.6, Q2: 0.9, Q3: 0.9, Q4: 1.2 };

/** Of what the same query takes a reader, at any size. */
const MAX_PREVIEW_TIMES = 1.5;

/** Of the time that readers wait while nobody else asks for anything. */
const MAX_ABUSE_TIMES = 2;
/** What is prepared on it takes 24 MB at most; the rest is what PostgreSQL needs to plan and run a statement. */
const MAX_SESSION_MEGABYTES = 100;

/** Of what a key takes a bare CodeMirror. */
const MAX_TYPING_TIMES = 2;

export function targets(results: Results): Target[] {
  const { hitRatio, staleness, memoryBytes, startMs, typing } = results;
  return [
    ...operationTargets(results.operations, 'hot', '(a)', 'cache hit', () => 0.7),
    ...operationTargets(results.persisted, 'hot', '(a)', 'cache hit by GET, persisted query', () => 0.8),
    ...operationTargets(
      results.operations,
      'cache off',
      '(b)',
      'cache off',
      (name) => MIN_CACHE_OFF_RATIO[name],
    ),
    ...operationTargets(
      results.operations,
      'unshared',
      '(b)',
      'unshared',
      (name) => MIN_UNSHARED_RATIO[name],
    ),
    ...(hitRatio
      ? [atLeast('hit ratio, Zipf, a publication a second', 0.9, hitRatio.ratio, hitRatio.failures)]
      : []),
    ...(staleness ? stalenessTargets(staleness) : []),
    ...[...(results.previews ?? [])].flatMap(([what, figures]) => previewTargets(what, figures)),
    ...(results.abuse ? abuseTargets(results.abuse) : []),
    ...[...results.scale].map(([what, pair]) => scaleTarget(what, pair)),
    ...(results.growth ?? []).map(({ what, few, many, limit, failures }) =>
      atMost(what, limit, many / few, 'times', failures),
    ),
    ...(memoryBytes === undefined
      ? []
      : [atMost('server memory after all of it', 300, memoryBytes / BYTES_PER_MEGABYTE, 'MB')]),
    ...(startMs === undefined ? [] : [atMost('from node dist/main.js to ready', 1000, startMs, 'ms')]),
    ...(typing ? typingTargets(typing) : []),
  ];
}

function operationTargets(
  byOperation: ByOperation,
  contestant: string,
  reference: string,
  what: string,
  target: (name: OperationName) => number,
): Target[] {
  return [...byOperation].flatMap(([name, figures]) => {
    const [its, theirs] = [figures.get(contestant), figures.get(reference)];
    if (its === undefined || theirs === undefined) return [];
    const failures = [...its.failures, ...theirs.failures];
    return [atLeast(`${name}, ${what}, of ${reference}`, target(name), ratioOf(its, theirs).worse, failures)];
  });
}

function previewTargets(what: string, figures: ReadonlyMap<string, Figures>): Target[] {
  const reader = figures.get(READER);
  return [...figures].flatMap(([preview, its]) => {
    if (reader === undefined || its === reader) return [];
    const failures = [...its.failures, ...reader.failures];
    return [
      atMost(`${what}, preview ${preview}`, MAX_PREVIEW_TIMES, its.p50Ms / reader.p50Ms, 'times', failures),
    ];
  });
}

function abuseTargets(abuse: Abuse): Target[] {
  const alone = abuse.get(READERS_ALONE);
  const rows = [...abuse].flatMap(([what, { readers }]) => {
    if (alone === undefined || readers === alone.readers) return [];
    const failures = [...readers.failures, ...alone.readers.failures];
    const times = readers.p99Ms / alone.readers.p99Ms;
    return [atMost(`readers’ p99 beside ${what}`, MAX_ABUSE_TIMES, times, 'times', failures)];
  });
  const largest = Math.max(...[...abuse.values()].map(({ sessionBytes }) => sessionBytes));
  return [
    ...rows,
    atMost('largest session of PostgreSQL', MAX_SESSION_MEGABYTES, largest / BYTES_PER_MEGABYTE, 'MB'),
  ];
}

function scaleTarget(what: string, pair: ReadonlyMap<string, Figures>): Target {
  const [few, many] = [pair.get('few'), pair.get('many')];
  const times = few && many ? 1 / ratioOf(many, few).worse : NaN;
  const failures = [...(few?.failures ?? []), ...(many?.failures ?? [])];
  return atMost(what, what.startsWith('page') ? 1.2 : 1.3, times, 'times', failures);
}

const typingTargets = ({ ours, bare }: Typing): Target[] => {
  const what = `main thread for a key in ${TYPED_WORDS.toLocaleString('en')} words, of a bare CodeMirror’s`;
  return [
    atMost(`${what}, median`, MAX_TYPING_TIMES, ours.medianMs / bare.medianMs, 'times'),
    atMost(`${what}, p99`, MAX_TYPING_TIMES, ours.p99Ms / bare.p99Ms, 'times'),
  ];
};

const stalenessTargets = ({ publications, ownStale, otherLastStaleMs, minSeqStale }: Staleness): Target[] => [
  atMost(`stale answers after ${publications} publications, same server`, 0, ownStale, ''),
  atMost('last stale answer of another server', 50, otherLastStaleMs, 'ms'),
  atMost('stale answers of another server, X-Content-Min-Seq', 0, minSeqStale, ''),
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
