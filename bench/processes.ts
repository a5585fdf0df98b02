// What processes have used of the machine, from /proc: their CPU time and memory, with all that they have started.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

export const isMeasurable = existsSync('/proc/self/stat');

const TICKS_A_SECOND = 100;

interface Stat {
  readonly parent: number;
  /** Seconds, with those of children that have ended. */
  readonly cpu: number;
}

/** Undefined where it has ended meanwhile. */
function stat(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name, in brackets, may hold anything; 3rd field: state.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childrensUser = 0, childrensSystem = 0] = fields.slice(11, 15);
  return { parent: fields[1] ?? 0, cpu: (user + system + childrensUser + childrensSystem) / TICKS_A_SECOND };
}

/** A process and all that descend from it. */
function treeOf(root: number): Map<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? stat(Number(name)) : undefined;
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

/** Seconds of CPU that the process and its children have used. */
export function cpuSeconds(pid: number): number {
  return [...treeOf(pid).values()].reduce((sum, { cpu }) => sum + cpu, 0);
}

/** Bytes of memory, now and at most. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const sum = { now: 0, peak: 0 };
  for (const child of treeOf(pid).keys()) {
    const status = read(`/proc/${child}/status`) ?? '';
    const bytes = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    sum.now += bytes('VmRSS');
    sum.peak += bytes('VmHWM');
  }
  return sum;
}

/** The process that all sessions of the PostgreSQL at `url` descend from; undefined where that is another machine's. */
export async function postmasterOf(url: string): Promise<number | undefined> {
  const session = new pg.Client(url);
  await session.connect();
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const backend = rows[0]?.pid ?? 0;
  const name = read(`/proc/${backend}/comm`)?.trim();
  const parent = name === 'postgres' ? stat(backend)?.parent : undefined;
  await session.end();
  return parent;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // A process that has ended meanwhile: ESRCH where its file was open already.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
