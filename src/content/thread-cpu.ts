// The CPU time that one thread has used. Node 20 and 22 report it for the whole process only; Linux reports it for each thread.
import { readFileSync, readlinkSync } from 'node:fs';

/** Linux counts in hundredths of a second on every architecture that Node runs on. */
const MS_PER_TICK = 10;

/** The path of Linux's statistics of the calling thread; undefined on other systems. */
export function ownStatPath(): string | undefined {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}/stat`;
  } catch {
    return undefined;
  }
}

/** @returns undefined where the system does not report it, and for a thread that has ended. A running thread never has 0. */
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
