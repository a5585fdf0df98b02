// Compares the times of two things of which one may grow. They are measured in turns, so that a machine that becomes slower
// meanwhile is slower for both, and the median of each counts.
import { median } from '../../measure.js';

export interface Comparison {
  readonly what: string;
  /** Milliseconds, or as `what` says; NaN where it could not be measured. */
  readonly few: number;
  readonly many: number;
  readonly limit: number;
  readonly failures: readonly string[];
}

export type Growth = readonly Comparison[];

const WARM_UPS = 3;
const TIMES = 20;

/** @param few and @param many do it once, and return its milliseconds */
export async function compare(
  what: string,
  limit: number,
  few: () => Promise<number>,
  many: () => Promise<number>,
  { warmUps = WARM_UPS, times = TIMES } = {},
): Promise<Comparison> {
  const [short, long]: number[][] = [[], []];
  const failures: string[] = [];
  try {
    for (let nth = -warmUps; nth < times; nth++) {
      const pair = [await few(), await many()] as const;
      if (nth < 0) continue;
      short?.push(pair[0]);
      long?.push(pair[1]);
    }
  } catch (error) {
    failures.push(`${what}: ${String(error).slice(0, 300)}`);
  }
  return { what, few: median(short ?? []), many: median(long ?? []), limit, failures };
}
