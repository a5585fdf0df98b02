import { setImmediate } from 'node:timers/promises';
import { FairQueue, LANES, QueueFull, type Lane } from './fair-queue.js';

/** Enqueues tasks behind one that runs. @returns the order in which they were done */
async function orderOf(...tasks: readonly [Lane, userId: string, name: string][]): Promise<string[]> {
  const queue = new FairQueue(1);
  const order: string[] = [];
  const all = tasks.map(([lane, userId, name]) =>
    queue.run({ lane, userId }, async () => {
      await Promise.resolve();
      order.push(name);
    }),
  );
  await Promise.all(all);
  return order;
}

test('saves are done before previews, and one task of each user in turn', async () => {
  const order = await orderOf(
    ['preview', 'ann', 'first'],
    ['preview', 'ann', 'a1'],
    ['preview', 'ann', 'a2'],
    ['preview', 'bob', 'b1'],
    ['save', 'ann', 'save a1'],
    ['save', 'ann', 'save a2'],
    ['save', 'bob', 'save b1'],
  );
  expect(order).toEqual(['first', 'save a1', 'save b1', 'save a2', 'a1', 'b1', 'a2']);
});

test('background tasks are done when nobody else has any', async () => {
  const order = await orderOf(
    ['preview', 'ann', 'first'],
    ['background', 'job', 'rendering'],
    ['stored', 'bob', 'stored'],
    ['save', 'ann', 'save'],
  );
  expect(order).toEqual(['first', 'save', 'stored', 'rendering']);
});

test('a task that fails fails alone', async () => {
  const queue = new FairQueue(1);
  const failed = queue.run({ lane: 'save', userId: 'ann' }, () => Promise.reject(new Error('Broken')));
  const next = queue.run({ lane: 'save', userId: 'ann' }, () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('Broken');
  expect(await next).toBe('done');
});

test('one user, and all users together, may have so many previews, and any number of saves', async () => {
  const queue = new FairQueue(1);
  let release: () => void = () => undefined;
  const blocked = new Promise<void>((resolve) => (release = resolve));
  const run = (lane: Lane, userId: string) => queue.run({ lane, userId }, () => blocked);
  const accepted = Array.from({ length: LANES.preview.perUser }, () => run('preview', 'ann'));
  await expect(run('preview', 'ann')).rejects.toThrow(QueueFull);
  for (let i = LANES.preview.perUser; i < LANES.preview.all; i++) accepted.push(run('preview', `user ${i}`));
  await expect(run('preview', 'late')).rejects.toThrow(QueueFull);
  const saves = Array.from({ length: 100 }, () => run('save', 'ann'));
  release();
  await Promise.all([...accepted, ...saves]);
  await expect(run('preview', 'ann')).resolves.toBeUndefined();
});

describe('with several threads', () => {
  /** A queue whose tasks run until the test ends them, by name, and whose clock moves only with them. */
  function manualQueue(threads: number) {
    let now = 0;
    const running = new Map<string, () => void>();
    const queue = new FairQueue(threads, () => now);
    return {
      running: () => [...running.keys()],
      enqueue: (userId: string, name: string, lane: Lane = 'save') =>
        void queue.run({ lane, userId }, () => new Promise<void>((resolve) => running.set(name, resolve))),
      end: async (name: string, ms = 0) => {
        now += ms;
        running.get(name)?.();
        running.delete(name);
        await setImmediate();
      },
    };
  }

  test('as many tasks run as there are threads, and one user never has all of them', async () => {
    for (const threads of [2, 3]) {
      const { enqueue, running, end } = manualQueue(threads);
      for (let i = 1; i <= 10; i++) enqueue('ann', `a${i}`);
      expect(running()).toHaveLength(threads - 1);
      enqueue('bob', 'b1');
      enqueue('cleo', 'c1');
      expect(running()).toHaveLength(threads);
      expect(running().at(-1)).toBe('b1');
      await end('b1');
      expect(running().at(-1)).toBe('c1');
      await end('c1');
      expect(running()).toHaveLength(threads - 1);
    }
  });

  test('a user who may have no more threads keeps no task of another lane waiting', () => {
    const { enqueue, running } = manualQueue(2);
    enqueue('ann', 'a1');
    enqueue('ann', 'a2');
    enqueue('bob', 'b1', 'stored');
    expect(running()).toEqual(['a1', 'b1']);
  });

  test('users whose tasks take long give way to those whose tasks do not', async () => {
    const { enqueue, running, end } = manualQueue(2);
    enqueue('ann', 'a1');
    enqueue('bob', 'b1');
    await end('a1', 2_000);
    for (const name of ['a2', 'a3']) enqueue('ann', name);
    for (const name of ['c1', 'c2']) enqueue('cleo', name);
    enqueue('dan', 'd1');
    // Bob's has run for as long as Ann's, and hers came first.
    expect(running()).toEqual(['b1', 'a2']);
    await end('b1');
    expect(running()).toEqual(['a2', 'c1']);
    await end('a2');
    expect(running()).toEqual(['c1', 'd1']);
    await end('c1');
    expect(running()).toEqual(['d1', 'c2']);
    await end('d1');
    expect(running()).toEqual(['c2', 'a3']);
  });

  test('the saves of a user who has kept threads busy for long wait for others’ previews', async () => {
    const { enqueue, running, end } = manualQueue(1);
    for (const name of ['a1', 'a2', 'a3']) enqueue('ann', name);
    enqueue('bob', 'b1', 'preview');
    await end('a1', 4_000);
    expect(running()).toEqual(['a2']);
    await end('a2', 4_000);
    expect(running()).toEqual(['b1']);
  });

  test('background tasks wait also for a user who has kept threads busy for long', async () => {
    const { enqueue, running, end } = manualQueue(1);
    enqueue('ann', 'a1');
    enqueue('job', 'rendering', 'background');
    enqueue('ann', 'a2');
    await end('a1', 10_000);
    expect(running()).toEqual(['a2']);
    await end('a2');
    expect(running()).toEqual(['rendering']);
  });

  test('a user who gives way is behind by no more than a minute', async () => {
    const { enqueue, running, end } = manualQueue(1);
    enqueue('ann', 'a1');
    await end('a1', 3_600_000);
    enqueue('bob', 'b1');
    for (const [userId, name] of [
      ['ann', 'a2'],
      ['bob', 'b2'],
      ['bob', 'b3'],
    ] as const) {
      enqueue(userId, name);
    }
    await end('b1', 30_000);
    expect(running()).toEqual(['b2']);
    await end('b2', 31_000);
    expect(running()).toEqual(['a2']);
  });
});
