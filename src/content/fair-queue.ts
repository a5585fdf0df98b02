// The order in which one worker takes tasks: lane after lane, and in each lane one task of each user in turn, so that nobody
// waits for all that somebody else has asked for, and saves wait for nothing but saves and the task that is running.

/**
 * In the order in which they are served, with how many tasks may run or wait. Only what somebody types is limited narrowly:
 * at the time limit of each, the last of all previews would wait four minutes, and usually waits a few seconds.
 */
export const LANES = {
  save: { perUser: Infinity, all: Infinity },
  preview: { perUser: 4, all: 50 },
  /** Of what is saved already; once for each text, and as many as a page of articles has. */
  stored: { perUser: 200, all: 2_000 },
} as const;

export type Lane = keyof typeof LANES;

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

export class FairQueue {
  /** Waiting tasks by user; the user whose turn is next comes first. */
  private readonly waiting: Record<Lane, Map<string, Task[]>> = {
    save: new Map(),
    preview: new Map(),
    stored: new Map(),
  };
  private readonly counts = new Map<string, number>();
  private isRunning = false;

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
    if (!this.isRunning) void this.runAll();
    return result;
  }

  private async runAll(): Promise<void> {
    this.isRunning = true;
    for (let next = this.next(); next !== undefined; next = this.next()) await next();
    this.isRunning = false;
  }

  private next(): Task | undefined {
    for (const lane of Object.values(this.waiting)) {
      for (const [userId, [task, ...rest]] of lane) {
        lane.delete(userId);
        // Behind the others, whose turns come first.
        if (rest.length > 0) lane.set(userId, rest);
        if (task !== undefined) return task;
      }
    }
    return undefined;
  }
}
