// One line a second at most of what may happen thousands of times a second, as while the database is away.
const INTERVAL_MS = 1_000;

/**
 * @param write is given the last message, and how many there were since the line before
 * @returns to be called with each message; the first is written at once
 */
export function throttledLog(write: (message: string, times: number) => void): (message: string) => void {
  let times = 0;
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (times === 0) return;
    write(last, times);
    times = 0;
    timer = setTimeout(flush, INTERVAL_MS).unref();
  };
  return (message) => {
    last = message;
    times += 1;
    if (timer === undefined) flush();
  };
}
