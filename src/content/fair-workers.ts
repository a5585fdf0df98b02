// A few threads that run the same module, and the order in which people's tasks get them.
import { FairQueue, LANES, type Lane, type TaskOwner } from './fair-queue.js';
import { TimedWorker } from './timed-worker.js';

/** One that a person may use, and one that is left for the others. The second starts when it is needed first. */
const THREADS = 2;

interface LaneTasks {
  /** What the threads do. */
  readonly threads: string;
  readonly lane: Lane;
  readonly running: number;
  readonly waiting: number;
}

const queues = new Map<string, FairQueue>();

/** How many tasks this process has at the moment. */
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
      // The queue runs as many tasks as there are threads. The last that was used is warm.
      const worker = this.idle.pop() as TimedWorker<Task, Result>;
      try {
        return await use(worker);
      } finally {
        this.idle.push(worker);
      }
    });
  }
}
