// The order in which a few threads take tasks: lane after lane, and in each lane first for whom they have worked least. Nobody
// waits for all that somebody else has asked for, nobody has all threads, and saves wait for nothing but saves and the tasks
// that are running. Whoever has kept the threads busy for long comes after everybody else, in every lane.
import { LRUCache } from 'lru-cache';

/**
 * In the order in which they are served, with how many tasks may run or wait. Only what somebody types is limited narrowly:
 * at the time limit of each, the last of all previews would wait most of a minute, and usually waits a few seconds.
 */
export const LANES = {
  save: { perUser: Infinity, all: Infinity },
  preview: { perUser: 4, all: 50 },
  /** Of what is saved already; once for each text, and as many as a page of articles has. */
  stored: { perUser: 200, all: 2_000 },
  /** Nobody waits for it, and it waits for everybody. */
  background: { perUser: Infinity, all: Infinity },
} as const;

export type Lane = keyof typeof LANES;

const LANES_OF_PEOPLE = (Object.keys(LANES) as Lane[]).filter((lane) => lane !== 'background');

/** Who a task is for. */
export interface TaskOwner {
  readonly lane: Lane;
  readonly userId: string;
}

/** Thrown where a lane is full for that user. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

type Task = () => Promise<void>;

interface NextTask {
  readonly lane: Lane;
  readonly userId: string;
  readonly task: Task;
}

/** Whose tasks take less than this goes on taking turns with the others. */
const TURN_MS = 100;
/** Beyond this, somebody's saves wait for the others' previews: ten bodies beyond all limits made a sentence wait 38 s. */
const GIVE_WAY_AFTER_MS = 5_000;
/** As far as somebody can fall behind the others. */
const MAX_COUNTED_MS = 60_000;
/** After that long without a task, what somebody used is forgotten. */
const FORGET_AFTER_MS = 60_000;
const MAX_REMEMBERED_USERS = 1_000;

export class FairQueue {
  /** Waiting tasks by user; the user whose turn is next comes first. */
  private readonly waiting: Record<Lane, Map<string, Task[]>> = {
    save: new Map(),
    preview: new Map(),
    stored: new Map(),
    background: new Map(),
  };
  private readonly counts = new Map<string, number>();
  /** For how long tasks ran, by user. A person whose bodies are intricate gives way to those whose bodies are not. */
  private readonly usedMs = new LRUCache<string, number>({ max: MAX_REMEMBERED_USERS, ttl: FORGET_AFTER_MS });
  private readonly maxPerUser: number;

  /** @param threads how many tasks may run at once. Where there are several, one is always left for other users. */
  constructor(
    private readonly threads: number,
    private readonly now = () => performance.now(),
  ) {
    this.maxPerUser = Math.max(1, threads - 1);
  }

  /**
   * Runs `task` when its turn has come.
   * @throws QueueFull where its user, or all users together, have as many in that lane as there may be
   */
  async run<T>({ lane, userId }: TaskOwner, task: () => Promise<T>): Promise<T> {
    const [own, all] = [`${lane} ${userId}`, lane];
    if (this.countOf(own) >= LANES[lane].perUser || this.countOf(all) >= LANES[lane].all)
      throw new QueueFull();
    this.count([own, all], 1);
    try {
      return await this.enqueue(lane, userId, task);
    } finally {
      this.count([own, all], -1);
    }
  }

  /** Tasks of a lane, by whether they have a thread. */
  tasksIn(lane: Lane): { readonly running: number; readonly waiting: number } {
    const running = this.countOf(`running in ${lane}`);
    return { running, waiting: this.countOf(lane) - running };
  }

  private countOf(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  private count(keys: readonly string[], change: number): void {
    for (const key of keys) {
      const count = this.countOf(key) + change;
      if (count > 0) this.counts.set(key, count);
      else this.counts.delete(key);
    }
  }

  private enqueue<T>(lane: Lane, userId: string, task: () => Promise<T>): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      const tasks = this.waiting[lane].get(userId) ?? [];
      this.waiting[lane].set(userId, [...tasks, () => task().then(resolve, reject)]);
    });
    this.start();
    return result;
  }

  /** Starts what waits, as far as there are threads. */
  private start(): void {
    while (this.countOf('running') < this.threads) {
      const next = this.next();
      if (next === undefined) return;
      void this.runNow(next);
    }
  }

  private async runNow({ lane, userId, task }: NextTask): Promise<void> {
    const keys = ['running', `running ${userId}`, `running in ${lane}`];
    this.count(keys, 1);
    const startedAt = this.now();
    await task();
    const usedMs = this.usedBy(userId) + this.now() - startedAt;
    this.usedMs.set(userId, Math.min(usedMs, MAX_COUNTED_MS));
    this.count(keys, -1);
    this.start();
  }

  private next(): NextTask | undefined {
    return (
      this.nextOf(LANES_OF_PEOPLE, (userId) => this.usedBy(userId) <= GIVE_WAY_AFTER_MS) ??
      this.nextOf(LANES_OF_PEOPLE, () => true) ??
      this.nextOf(['background'], () => true)
    );
  }

  private nextOf(lanes: readonly Lane[], isServed: (userId: string) => boolean): NextTask | undefined {
    for (const lane of lanes) {
      const tasksByUser = this.waiting[lane];
      const users = [...tasksByUser.keys()].filter(
        (id) => this.countOf(`running ${id}`) < this.maxPerUser && isServed(id),
      );
      const [first, ...others] = users;
      if (first === undefined) continue;
      // Of those who are even, the one who has waited longest.
      const userId = others.reduce((best, id) => (this.turnsOf(id) < this.turnsOf(best) ? id : best), first);
      const [task, ...rest] = tasksByUser.get(userId) ?? [];
      tasksByUser.delete(userId);
      // Behind the others, whose turns come first.
      if (rest.length > 0) tasksByUser.set(userId, rest);
      if (task !== undefined) return { lane, userId, task };
    }
    return undefined;
  }

  private turnsOf(userId: string): number {
    return Math.floor(this.usedBy(userId) / TURN_MS);
  }

  private usedBy(userId: string): number {
    return this.usedMs.get(userId) ?? 0;
  }
}
