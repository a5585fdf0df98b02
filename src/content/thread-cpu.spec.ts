import { setTimeout } from 'node:timers/promises';
import { cpuMsOf, ownStatPath } from './thread-cpu.js';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a thread’s CPU time grows while it works and not while it waits', async () => {
  const path = ownStatPath();
  const used = () => cpuMsOf(path) ?? NaN;
  const before = used();
  await setTimeout(500);
  const afterWaiting = used();
  expect(afterWaiting - before).toBeLessThan(300);
  // Of the whole process, and so at least as much.
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 500_000);
  expect(used() - afterWaiting).toBeGreaterThan(100);
});

test('where nothing is counted, nothing is known', () => {
  expect(cpuMsOf(undefined)).toBeUndefined();
  expect(cpuMsOf('/proc/none/stat')).toBeUndefined();
});
