// The order in which requests get delivery's connections: a request's first statement comes before the tenth of another, and
// costly operations leave connections to all others. Without it, three documents of 200 searches kept readers waiting for 10 s.
import type { PoolUsage } from './pool-usage.js';

/** When it is a statement's turn where no connection is free. */
export interface Turn {
  /** How many statements of its request come before it. */
  readonly nth: number;
  /** Whether it is of an operation that costs much. */
  readonly isCostly: boolean;
}

export const FIRST: Turn = { nth: 0, isCostly: false };

/** Each further statement of a request waits as if it had come so much later: so none waits for ever. */
const LATER_MS = 100;
const MAX_WAIT_MS = 4_000;
/** Of the connections, the share that costly operations may have. */
const COSTLY_SHARE = 1 / 3;

interface Waiting {
  readonly dueMs: number;
  readonly start: () => void;
}

export class StatementQueue {
  private readonly waiting = { usual: [] as Waiting[], costly: [] as Waiting[] };
  private running = 0;
  private runningCostly = 0;
  private readonly maxCostly: number;

  constructor(private readonly maxRunning: number) {
    this.maxCostly = Math.max(1, Math.floor(maxRunning * COSTLY_SHARE));
  }

  get usage(): PoolUsage {
    const { usual, costly } = this.waiting;
    return { used: this.running, max: this.maxRunning, waiting: usual.length + costly.length };
  }

  /** Runs `work` once it is its turn. Rejects where that takes too long. */
  async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    if (this.hasRoomFor(turn.isCostly)) this.begin(turn.isCostly);
    else await this.wait(turn);
    try {
      return await work();
    } finally {
      this.running -= 1;
      if (turn.isCostly) this.runningCostly -= 1;
      this.startNext();
    }
  }

  private hasRoomFor(isCostly: boolean): boolean {
    return this.running < this.maxRunning && (!isCostly || this.runningCostly < this.maxCostly);
  }

  private begin(isCostly: boolean): void {
    this.running += 1;
    if (isCostly) this.runningCostly += 1;
  }

  private wait({ nth, isCostly }: Turn): Promise<void> {
    const queue = this.waiting[isCostly ? 'costly' : 'usual'];
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(new Error(`No connection to PostgreSQL was free for ${MAX_WAIT_MS / 1000} s.`));
      }, MAX_WAIT_MS).unref();
      const start = () => {
        clearTimeout(timeout);
        this.begin(isCostly);
        resolve();
      };
      const waiting: Waiting = { dueMs: performance.now() + nth * LATER_MS, start };
      const after = queue.findLastIndex(({ dueMs }) => dueMs <= waiting.dueMs);
      queue.splice(after + 1, 0, waiting);
    });
  }

  private startNext(): void {
    const { usual, costly } = this.waiting;
    const [first, other] = [usual[0], this.hasRoomFor(true) ? costly[0] : undefined];
    const next = other !== undefined && (first === undefined || other.dueMs < first.dueMs) ? costly : usual;
    if (this.hasRoomFor(false)) next.shift()?.start();
  }
}
