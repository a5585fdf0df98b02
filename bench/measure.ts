// Who is compared takes turns: each is warmed up, then measured, round by round; of the rounds, the median counts. Only
// one is under load at a time.
import type { Load } from './generator.js';
import type { Generator } from './load.js';
import { cpuSeconds, isMeasurable, memoryOf } from './processes.js';
import { randomFrom, shuffled } from './random.js';
import type { Server } from './servers/server.js';

export interface Contestant {
  readonly name: string;
  readonly server: Server;
  /** What to send; asked for anew for each run. */
  readonly load: () => Omit<Load, 'seconds'>;
  /** Sent before each run, until it has all been answered. */
  readonly before?: () => Omit<Load, 'seconds'>;
  /** Goes on while the load does, until it is called off. */
  readonly meanwhile?: () => () => Promise<void>;
}

export interface Figures {
  readonly perSecond: number;
  /** Microseconds a request; NaN where they cannot be measured. */
  readonly nodeCpu: number;
  readonly postgresCpu: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes at the end, and at most. */
  readonly memory: number;
  readonly peak: number;
  readonly failures: readonly string[];
}

export interface Bench {
  readonly generator: Generator;
  /** Undefined where PostgreSQL does not run here. */
  readonly postmaster: number | undefined;
  readonly seconds: number;
  readonly rounds: number;
}

const WARM_UP = 1;

export async function measured(
  bench: Bench,
  contestants: readonly Contestant[],
): Promise<Map<string, Figures>> {
  const runs = new Map<string, Figures[]>(contestants.map(({ name }) => [name, []]));
  const random = randomFrom(11);
  for (let round = 0; round < bench.rounds; round++) {
    // Each time in another order: what one leaves behind in caches and clock rates would always meet the same one.
    for (const contestant of shuffled(contestants, random)) {
      // What is just starting to be compiled is slow.
      const warmUp = round === 0 ? Math.max(WARM_UP, bench.seconds / 2) : WARM_UP;
      runs.get(contestant.name)?.push(await oneRun(bench, contestant, warmUp));
    }
  }
  return new Map([...runs].map(([name, figures]) => [name, medianOf(figures)]));
}

async function oneRun(
  { generator, postmaster, seconds }: Bench,
  contestant: Contestant,
  warmUp: number,
): Promise<Figures> {
  const { server, before, meanwhile } = contestant;
  if (before) await generator.send(before());
  await generator.send({ ...contestant.load(), seconds: warmUp });
  const load = contestant.load();
  const stop = meanwhile?.();
  const used = () => ({
    node: isMeasurable ? cpuSeconds(server.pid) : NaN,
    postgres: postmaster === undefined ? NaN : cpuSeconds(postmaster),
  });
  const start = used();
  const outcome = await generator.send({ ...load, seconds });
  const end = used();
  await stop?.();
  const memory = isMeasurable ? memoryOf(server.pid) : { now: NaN, peak: NaN };
  const aRequest = (cpu: number) => (cpu * 1e6) / outcome.requests;
  return {
    perSecond: outcome.requests / outcome.seconds,
    nodeCpu: aRequest(end.node - start.node),
    postgresCpu: aRequest(end.postgres - start.postgres),
    p50: outcome.p50,
    p99: outcome.p99,
    memory: memory.now,
    peak: memory.peak,
    failures: outcome.failures.map((failure) => `${contestant.name}: ${failure}`),
  };
}

function medianOf(runs: readonly Figures[]): Figures {
  const of = (key: Exclude<keyof Figures, 'failures'>) => median(runs.map((run) => run[key]));
  return {
    perSecond: of('perSecond'),
    nodeCpu: of('nodeCpu'),
    postgresCpu: of('postgresCpu'),
    p50: of('p50'),
    p99: of('p99'),
    memory: runs.at(-1)?.memory ?? NaN,
    peak: Math.max(...runs.map((run) => run.peak)),
    failures: runs.flatMap((run) => run.failures),
  };
}

/** The middle one, or the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export interface Ratio {
  readonly byRequests: number;
  /** By the CPU of the whole server, PostgreSQL's included. */
  readonly byCpu: number;
  readonly byNodeCpu: number;
  /** The worse of the first two. */
  readonly worse: number;
}

/** How `one` stands to `limit`: 1 is as fast. */
export function ratioOf(one: Figures, limit: Figures): Ratio {
  const byRequests = one.perSecond / limit.perSecond;
  const byCpu = (limit.nodeCpu + limit.postgresCpu) / (one.nodeCpu + one.postgresCpu);
  const worse = Number.isNaN(byCpu) ? byRequests : Math.min(byRequests, byCpu);
  return { byRequests, byCpu, byNodeCpu: limit.nodeCpu / one.nodeCpu, worse };
}
