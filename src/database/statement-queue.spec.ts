import { jest } from '@jest/globals';
import { FIRST, StatementQueue, type Turn } from './statement-queue.js';

/** Statements that run until they are ended, and the order in which they were started. */
function recorder(queue: StatementQueue) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    run: (name: string, turn: Turn) => {
      const result = queue.run(turn, () => {
        started.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
      // What still waits when its test has ended is given up later, in the middle of another one.
      result.catch(() => undefined);
      return result;
    },
    end: async (name: string) => {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const later = (nth: number): Turn => ({ nth, isCostly: false });
const COSTLY: Turn = { nth: 0, isCostly: true };

test('the first statement of a request comes before the tenth of one that asked earlier', async () => {
  const { started, run, end } = recorder(new StatementQueue(1));
  void run('running', FIRST);
  void run('tenth', later(9));
  void run('first', FIRST);
  void run('another first', FIRST);
  for (const name of ['running', 'first', 'another first']) await end(name);
  expect(started).toEqual(['running', 'first', 'another first', 'tenth']);
});

test('the tenth statement of a request does not wait for all who come a second later', async () => {
  const { started, run, end } = recorder(new StatementQueue(1));
  void run('running', FIRST);
  void run('tenth', later(9));
  const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000);
  void run('first', FIRST);
  now.mockRestore();
  await end('running');
  expect(started).toEqual(['running', 'tenth']);
});

test('costly operations have a third of the connections, and others the rest', async () => {
  const { started, run, end } = recorder(new StatementQueue(6));
  for (const name of ['c1', 'c2', 'c3', 'c4']) void run(name, COSTLY);
  void run('usual', FIRST);
  expect(started).toEqual(['c1', 'c2', 'usual']);
  await end('usual');
  expect(started).toEqual(['c1', 'c2', 'usual']);
  await end('c1');
  expect(started).toEqual(['c1', 'c2', 'usual', 'c3']);
});

test('a statement that fails makes room for the next one', async () => {
  const queue = new StatementQueue(1);
  await expect(queue.run(FIRST, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await expect(queue.run(FIRST, () => Promise.resolve(1))).resolves.toBe(1);
});

test('a statement that waits for four seconds is given up, and takes nobody’s place', async () => {
  jest.useFakeTimers();
  const { started, run, end } = recorder(new StatementQueue(1));
  void run('running', FIRST);
  const waiting = run('waiting', FIRST);
  const rejected = expect(waiting).rejects.toThrow('4 s');
  jest.advanceTimersByTime(4_000);
  await rejected;
  jest.useRealTimers();
  void run('next', FIRST);
  await end('running');
  expect(started).toEqual(['running', 'next']);
});
