// Threads that run one module, shared among users by a FairQueue.
import { FairQueue, LANES, type Lane, type TaskOwner } from './fair-queue.js';
import { TimedWorker } from './timed-worker.js';

/** One user gets one of them, so that the other stays free for all others. A thread starts with its first task. */
const THREADS = 2;

interface LaneTasks {
  /** The name of the module that the threads run, without "-worker". */
  readonly threads: string;
  readonly lane: Lane;
  readonly running: number;
  readonly waiting: number;
}

const queues = new Map<string, FairQueue>();

/** The number of tasks that this process has at the moment. */
export const tasksByLane = (): LaneTasks[] =>
  [...queues].flatMap(([name, queue]) =>
    (Object.keys(LANES) as Lane[]).map((lane) => ({
      ...{ threads: name.replace('-worker', ''), lane },
      ...queue.tasksIn(lane),
    })),
  );

export class FairWorkers<Task, Result> {
  private readonly queue = new FairQueue(THREADS);
  private readonly idle: TimedWorker<Task, Result>[];

  /** @param name of the module in this folder that the threads run */
  constructor(name: string) {
    queues.set(name, this.queue);
    this.idle = Array.from({ length: THREADS }, () => new TimedWorker<Task, Result>(name));
  }

  /**
   * Calls `use` when the owner's turn has come.
   * @throws QueueFull
   */
  run<T>(owner: TaskOwner, use: (worker: TimedWorker<Task, Result>) => Promise<T>): Promise<T> {
    return this.queue.run(owner, async () => {
      // The queue never runs more tasks than there are threads, so one is idle. The one that was used last is warm.
      const worker = this.idle.pop() as TimedWorker<Task, Result>;
      try {
        return await use(worker);
      } finally {
        this.idle.push(worker);
      }
    });
  }
}
