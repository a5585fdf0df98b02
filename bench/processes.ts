// Reads from /proc the CPU time and memory of processes, with all processes that they have started.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

export const isMeasurable = existsSync('/proc/self/stat');

const TICKS_PER_SECOND = 100;

interface Stat {
  readonly parent: number;
  /** With those of children that have ended. */
  readonly cpuSeconds: number;
}

/** Undefined where the process has ended meanwhile. */
function readStat(pid: number): Stat | undefined {
  const text = readIfPresent(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The process name, in parentheses, may hold anything; the fields after it begin with the third, the state.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  const ticks = user + system + childrenUser + childrenSystem;
  return { parent: fields[1] ?? 0, cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** A process and all its descendants, by id. */
function treeOf(root: number): Map<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (found) all.set(Number(name), found);
  }
  const tree = new Map<number, Stat>();
  const add = (pid: number, found: Stat): void => {
    tree.set(pid, found);
    for (const [child, its] of all) if (its.parent === pid) add(child, its);
  };
  const found = all.get(root);
  if (found) add(root, found);
  return tree;
}

/** CPU time that the process and its descendants have used. */
export function cpuSecondsOf(pid: number): number {
  return [...treeOf(pid).values()].reduce((sum, its) => sum + its.cpuSeconds, 0);
}

/** Memory of the process and its descendants. */
export function memoryOf(pid: number): { readonly currentBytes: number; readonly peakBytes: number } {
  const sum = { currentBytes: 0, peakBytes: 0 };
  for (const child of treeOf(pid).keys()) {
    const status = readIfPresent(`/proc/${child}/status`) ?? '';
    const bytes = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    sum.currentBytes += bytes('VmRSS');
    sum.peakBytes += bytes('VmHWM');
  }
  return sum;
}

/** Of the child with the most: the memory that is its own, without what it shares with others. */
export const largestChildBytes = (pid: number): number => Math.max(...ownSizes(pid));

/** Of the process and its descendants, without what they share. */
export function ownMemoryOf(pid: number): { readonly bytes: number; readonly processes: number } {
  const sizes = ownSizes(pid);
  return { bytes: sizes.reduce((sum, bytes) => sum + bytes, 0), processes: sizes.length };
}

const ownSizes = (pid: number): number[] =>
  [...treeOf(pid).keys()].map((child) => {
    const status = readIfPresent(`/proc/${child}/status`) ?? '';
    return 1024 * Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0);
  });

/** The parent process of all sessions of the PostgreSQL at `url`; undefined where it runs on another machine. */
export async function postmasterPidOf(url: string): Promise<number | undefined> {
  const session = new pg.Client(url);
  await session.connect();
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const backend = rows[0]?.pid ?? 0;
  const name = readIfPresent(`/proc/${backend}/comm`)?.trim();
  const parent = name === 'postgres' ? readStat(backend)?.parent : undefined;
  await session.end();
  return parent;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // The process has ended meanwhile: ESRCH where its file was open already.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
