// Changes of one thing that this server makes come one after the other, and hold no connection while they wait for their turn: ten
// who save one article would else take all connections for as long as it is locked, and nobody could save another.
import { Injectable } from '@nestjs/common';

/** As long as PostgreSQL waits for a lock, which other servers may have. */
const MAX_WAIT_MS = 2_000;

/** Has PostgreSQL's code for the same. */
class TurnNotReachedError extends Error {
  readonly code = '55P03';
  constructor() {
    super('Others changed the same for too long.');
    this.name = 'TurnNotReachedError';
  }
}

@Injectable()
export class LockQueue {
  /** By the id of what is being changed: settled when the last change in its queue is. */
  private readonly ends = new Map<string, Promise<unknown>>();

  /** Throws an error that is a LOCK_TIMEOUT where its turn does not come in time. */
  async run<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.ends.get(id) ?? Promise.resolve();
    const turn = isSettledInTime(before).then((isInTime) => {
      if (!isInTime) throw new TurnNotReachedError();
      return work();
    });
    // Those behind one that gave up still wait for the one before it.
    const end = Promise.allSettled([before, turn]);
    this.ends.set(id, end);
    void end.then(() => this.ends.get(id) === end && this.ends.delete(id));
    return turn;
  }
}

async function isSettledInTime(before: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), MAX_WAIT_MS);
  });
  try {
    return await Promise.race([before.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
