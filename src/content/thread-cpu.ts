// The processor time that one thread has used. Node 20 and 22 tell it of a whole process only; Linux tells it of each thread.
import { readFileSync, readlinkSync } from 'node:fs';

/** Linux counts in hundredths of a second on every architecture that Node runs on. */
const MS_PER_TICK = 10;

/** Where Linux keeps the figures of the thread that calls this; undefined on other systems. */
export function ownStatPath(): string | undefined {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}/stat`;
  } catch {
    return undefined;
  }
}

/** undefined where nothing is counted, and for a thread that has ended. A thread that has loaded a module has used some. */
export function cpuMsOf(statPath: string | undefined): number | undefined {
  if (statPath === undefined) return undefined;
  try {
    const stat = readFileSync(statPath, 'utf8');
    // The second field, a name in brackets, may contain spaces. Of the others the 14th and 15th are user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK || undefined;
  } catch {
    return undefined;
  }
}
