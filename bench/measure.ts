// Measures contestants in turn: each is warmed up, then measured, round by round; of the rounds, the median counts. Only
// one server is under load at a time.
import type { Load } from './load-process.js';
import type { LoadGenerator } from './load-generator.js';
import { cpuSecondsOf, isMeasurable, memoryOf } from './processes.js';
import { seededRandom, shuffled } from './random.js';
import type { Server } from './servers/server.js';

export interface Contestant {
  readonly name: string;
  readonly server: Server;
  /** Makes the load of one run. */
  readonly load: () => Omit<Load, 'seconds'>;
  /** Makes the load that is sent, to its end, before each run. */
  readonly loadBefore?: () => Omit<Load, 'seconds'>;
  /** Starts work that goes on during a run, and returns the function that stops it. */
  readonly startBackgroundWork?: () => () => Promise<void>;
}

export interface Figures {
  readonly requestsPerSecond: number;
  /** Microseconds of CPU a request; NaN where they cannot be measured. */
  readonly nodeCpuMicros: number;
  readonly postgresCpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** At the end of the last run. */
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
  readonly failures: readonly string[];
}

export interface Bench {
  readonly generator: LoadGenerator;
  /** Undefined where PostgreSQL runs on another machine. */
  readonly postmasterPid: number | undefined;
  /** The length of a run. */
  readonly seconds: number;
  readonly rounds: number;
}

const WARM_UP_SECONDS = 1;

export async function measureContestants(
  bench: Bench,
  contestants: readonly Contestant[],
): Promise<Map<string, Figures>> {
  const runs = new Map<string, Figures[]>(contestants.map(({ name }) => [name, []]));
  const random = seededRandom(11);
  for (let round = 0; round < bench.rounds; round++) {
    // The order changes, or what one contestant leaves behind in caches and clock rates would always meet the same one.
    for (const contestant of shuffled(contestants, random)) {
      // In the first round the code is still being compiled, which is slow.
      const warmUpSeconds = round === 0 ? Math.max(WARM_UP_SECONDS, bench.seconds / 2) : WARM_UP_SECONDS;
      runs.get(contestant.name)?.push(await measureRun(bench, contestant, warmUpSeconds));
    }
  }
  return new Map([...runs].map(([name, figures]) => [name, medianOf(figures)]));
}

async function measureRun(
  { generator, postmasterPid, seconds }: Bench,
  contestant: Contestant,
  warmUpSeconds: number,
): Promise<Figures> {
  const { server, loadBefore, startBackgroundWork } = contestant;
  if (loadBefore) await generator.send(loadBefore());
  await generator.send({ ...contestant.load(), seconds: warmUpSeconds });
  const load = contestant.load();
  const stopBackgroundWork = startBackgroundWork?.();
  const cpuSeconds = () => ({
    node: isMeasurable ? cpuSecondsOf(server.pid) : NaN,
    postgres: postmasterPid === undefined ? NaN : cpuSecondsOf(postmasterPid),
  });
  const start = cpuSeconds();
  const result = await generator.send({ ...load, seconds });
  const end = cpuSeconds();
  await stopBackgroundWork?.();
  const memory = isMeasurable ? memoryOf(server.pid) : { currentBytes: NaN, peakBytes: NaN };
  const microsPerRequest = (cpu: number) => (cpu * 1e6) / result.requests;
  return {
    requestsPerSecond: result.requests / result.seconds,
    nodeCpuMicros: microsPerRequest(end.node - start.node),
    postgresCpuMicros: microsPerRequest(end.postgres - start.postgres),
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    memoryBytes: memory.currentBytes,
    peakMemoryBytes: memory.peakBytes,
    failures: result.failures.map((failure) => `${contestant.name}: ${failure}`),
  };
}

function medianOf(runs: readonly Figures[]): Figures {
  const of = (key: Exclude<keyof Figures, 'failures'>) => median(runs.map((run) => run[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    nodeCpuMicros: of('nodeCpuMicros'),
    postgresCpuMicros: of('postgresCpuMicros'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    memoryBytes: runs.at(-1)?.memoryBytes ?? NaN,
    peakMemoryBytes: Math.max(...runs.map((run) => run.peakMemoryBytes)),
    failures: runs.flatMap((run) => run.failures),
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export interface Ratio {
  readonly byRequests: number;
  /** By the CPU of Node and PostgreSQL together. */
  readonly byCpu: number;
  readonly byNodeCpu: number;
  /** The worse of the first two. */
  readonly worse: number;
}

/** How fast `figures` are in comparison with `reference`: 1 is as fast, less is slower. */
export function ratioOf(figures: Figures, reference: Figures): Ratio {
  const byRequests = figures.requestsPerSecond / reference.requestsPerSecond;
  const cpuMicros = (its: Figures) => its.nodeCpuMicros + its.postgresCpuMicros;
  const byCpu = cpuMicros(reference) / cpuMicros(figures);
  const worse = Number.isNaN(byCpu) ? byRequests : Math.min(byRequests, byCpu);
  return { byRequests, byCpu, byNodeCpu: reference.nodeCpuMicros / figures.nodeCpuMicros, worse };
}
