import { jest } from '@jest/globals';
import { databaseFaultOf } from './database-error.js';
import { LockQueue } from './lock-queue.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const faultOf = (work: Promise<unknown>) => work.then(() => undefined, databaseFaultOf);

test('changes of one thing come one after the other, in their order, and others meanwhile', async () => {
  const queue = new LockQueue();
  const done: string[] = [];
  const change = (id: string, name: string, milliseconds: number) =>
    queue.run(id, async () => {
      await sleep(milliseconds);
      done.push(name);
    });
  const all = Promise.all([change('a', 'first', 100), change('a', 'second', 10), change('b', 'other', 10)]);
  await jest.advanceTimersByTimeAsync(200);
  await all;
  expect(done).toEqual(['other', 'first', 'second']);
});

test('a queue that moves is waited in for as long as it takes', async () => {
  const queue = new LockQueue();
  const faults = Promise.all(Array.from({ length: 10 }, () => faultOf(queue.run('a', () => sleep(1_500)))));
  await jest.advanceTimersByTimeAsync(16_000);
  expect(await faults).toEqual(Array.from({ length: 10 }));
});

test('those who wait behind a change that waits for a lock give up as it does, and later ones have their turn', async () => {
  const queue = new LockQueue();
  const lockTimeout = Object.assign(new Error(), { code: '55P03' });
  const inVain = () => queue.run('a', () => sleep(2_000).then(() => Promise.reject(lockTimeout)));
  const faults = Promise.all([inVain(), ...Array.from({ length: 9 }, inVain)].map(faultOf));
  await jest.advanceTimersByTimeAsync(2_100);
  expect(await faults).toEqual(Array.from({ length: 10 }, () => 'LOCK_TIMEOUT'));
  expect(await queue.run('a', () => Promise.resolve('done'))).toBe('done');
});

test('behind a change that waited for a lock in vain, one that has waited for over a second gives up, and a later one has its turn', async () => {
  const queue = new LockQueue();
  const lockTimeout = Object.assign(new Error(), { code: '55P03' });
  const inVain = queue.run('a', () => sleep(2_000).then(() => Promise.reject(lockTimeout)));
  const after = (milliseconds: number) => sleep(milliseconds).then(() => queue.run('a', () => sleep(10)));
  const faults = Promise.all([inVain, after(100), after(1_500)].map(faultOf));
  await jest.advanceTimersByTimeAsync(2_100);
  expect(await faults).toEqual(['LOCK_TIMEOUT', 'LOCK_TIMEOUT', undefined]);
});

test('a change that fails for a reason of its own lets the next have its turn', async () => {
  const queue = new LockQueue();
  const failure = queue.run('a', () => Promise.reject(new Error('no')));
  const next = queue.run('a', () => Promise.resolve('done'));
  await expect(failure).rejects.toThrow('no');
  expect(await next).toBe('done');
});
