import { FairQueue, LANES, QueueFull, type Lane } from './fair-queue.js';

/** Enqueues tasks behind one that runs; gives the order in which they were done. */
async function orderOf(...tasks: readonly [Lane, userId: string, name: string][]): Promise<string[]> {
  const queue = new FairQueue();
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

test('a task that fails fails alone', async () => {
  const queue = new FairQueue();
  const failed = queue.run({ lane: 'save', userId: 'ann' }, () => Promise.reject(new Error('Broken')));
  const next = queue.run({ lane: 'save', userId: 'ann' }, () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('Broken');
  expect(await next).toBe('done');
});

test('one user, and all users together, may have so many previews, and any number of saves', async () => {
  const queue = new FairQueue();
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
