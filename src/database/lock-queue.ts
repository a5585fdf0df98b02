// Changes of one thing that this server makes come one after the other, and hold no connection while they wait for their turn: ten
// who save one article would else take all connections for as long as it is locked, and nobody could save another.
import { Injectable } from '@nestjs/common';
import { databaseFaultOf } from './database-error.js';

/** As long as PostgreSQL waits for a lock, which other servers may have. Each change that is made begins it anew. */
const MAX_WAIT_MS = 2_000;

/** Has PostgreSQL's code for the same. */
class TurnNotReachedError extends Error {
  readonly code = '55P03';
  constructor() {
    super('Others changed the same for too long.');
    this.name = 'TurnNotReachedError';
  }
}

interface Queue {
  /** Settled when the last change in it is. */
  end: Promise<unknown>;
  /** When a change last came out of it otherwise than by waiting in vain, on performance.now()'s scale. */
  progressAt: number;
}

@Injectable()
export class LockQueue {
  /** By the id of what is being changed. */
  private readonly queues = new Map<string, Queue>();

  /** Throws an error that is a LOCK_TIMEOUT where nothing moves in its queue for too long. */
  async run<T>(id: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(id) ?? { end: Promise.resolve(), progressAt: 0 };
    this.queues.set(id, queue);
    const before = queue.end;
    const turn = reachesTurn(queue, before).then(async (isReached) => {
      if (!isReached) throw new TurnNotReachedError();
      return work();
    });
    const moved = turn.then(
      () => true,
      (error: unknown) => databaseFaultOf(error) !== 'LOCK_TIMEOUT',
    );
    // Those behind one that gave up still wait for the one before it.
    const end = Promise.all([before, moved]).then(([, hasMoved]) => {
      if (hasMoved) queue.progressAt = performance.now();
      if (queue.end === end) this.queues.delete(id);
    });
    queue.end = end;
    return turn;
  }
}

/**
 * Whether its turn comes in time. Where it comes late, behind a change that waited for the lock in vain, it is given up: it would wait
 * as long again.
 */
function reachesTurn(queue: Queue, before: Promise<unknown>): Promise<boolean> {
  const since = performance.now();
  const left = () => Math.max(since, queue.progressAt) + MAX_WAIT_MS - performance.now();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const milliseconds = left();
      if (milliseconds <= 0) resolve(false);
      else timer = setTimeout(wait, milliseconds);
    };
    wait();
    void before.then(() => {
      clearTimeout(timer);
      resolve(left() > MAX_WAIT_MS / 2);
    });
  });
}
