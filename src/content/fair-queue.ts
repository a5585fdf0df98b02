// A queue that shares a few threads fairly among users. Lanes are served in order, and within a lane the user whose tasks have
// used the threads least comes first. No user has all threads, no user waits for all tasks of another, and saves wait only for
// other saves and for running tasks. A user whose tasks have run for long comes after all others, in every lane.
import { LRUCache } from 'lru-cache';

/**
 * The lanes in the order in which they are served, with the number of tasks that may run or wait. Only previews, which follow
 * what a user types, are limited narrowly: the last of 50 waits most of a minute where each takes its time limit, and usually a
 * few seconds.
 */
export const LANES = {
  save: { perUser: Infinity, all: Infinity },
  preview: { perUser: 4, all: 50 },
  /** For texts that are saved already. Each is processed once, and one page of articles may need all of them. */
  stored: { perUser: 200, all: 2_000 },
  /** Served only while no user's task waits. */
  background: { perUser: Infinity, all: Infinity },
} as const;

export type Lane = keyof typeof LANES;

const USER_LANES = (Object.keys(LANES) as Lane[]).filter((lane) => lane !== 'background');

export interface TaskOwner {
  readonly lane: Lane;
  readonly userId: string;
}

/** Thrown where a lane is full, for that user or for all. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

type Task = () => Promise<void>;

interface NextTask {
  readonly lane: Lane;
  readonly userId: string;
  readonly task: Task;
}

/** Users whose used times fall into the same multiple of this take turns. */
const TURN_MS = 100;
/** Beyond this, a user's saves wait for other users' previews: ten bodies beyond all limits made a sentence wait 38 s. */
const GIVE_WAY_AFTER_MS = 5_000;
/** The most that a user can fall behind the others. */
const MAX_COUNTED_MS = 60_000;
/** A user's used time is forgotten after that long without a task. */
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
  /** For how long tasks ran, by user: a user with intricate bodies gives way to users with simple ones. */
  private readonly usedMs = new LRUCache<string, number>({ max: MAX_REMEMBERED_USERS, ttl: FORGET_AFTER_MS });
  private readonly maxPerUser: number;

  /** @param threads how many tasks may run at once; where there are several, no user has all of them */
  constructor(
    private readonly threads: number,
    private readonly now = () => performance.now(),
  ) {
    this.maxPerUser = Math.max(1, threads - 1);
  }

  /**
   * Runs `task` when its turn has come.
   * @throws QueueFull where the lane is full, for that user or for all
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

  /** Starts waiting tasks while threads are free. */
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
      this.nextOf(USER_LANES, (userId) => this.usedBy(userId) <= GIVE_WAY_AFTER_MS) ??
      this.nextOf(USER_LANES, () => true) ??
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
      // Among users with equally many turns, the first in the map has waited longest.
      const userId = others.reduce((best, id) => (this.turnsOf(id) < this.turnsOf(best) ? id : best), first);
      const [task, ...rest] = tasksByUser.get(userId) ?? [];
      tasksByUser.delete(userId);
      // The user's other tasks go behind those of all other users.
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
