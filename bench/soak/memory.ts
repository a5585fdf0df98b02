// Whether the memory of the servers and of PostgreSQL has levelled. The first two fifths of the time are a warm-up, in which caches
// and heaps fill. The rest is cut into thirds: it has levelled where the median of the last third is not above the first one's
// by more than a tenth. A short run tells nothing of it: PostgreSQL's sessions go on growing until each has prepared every statement.
import { median } from '../measure.js';
import { isMeasurable, memoryOf, ownMemoryOf } from '../processes.js';

const SAMPLE_MS = 2000;
const WARM_UP_SHARE = 0.4;
/** The shortest time whose samples are judged. */
export const MIN_JUDGED_MINUTES = 10;
export const MAX_GROWTH = 0.1;

export interface Level {
  readonly what: string;
  /** The medians of the thirds, in bytes; NaN where there is no /proc. */
  readonly thirds: readonly number[];
  /** Of the last third above the first; undefined where the time was too short to judge. */
  readonly growth: number | undefined;
}

export class MemorySampler {
  private readonly samples = new Map<string, number[]>();
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = performance.now();
  /** Of PostgreSQL, at last: each session takes a while to grow. */
  processes = NaN;

  /**
   * @param servers process ids by name; what they use with all that they share counts
   * @param postmasterPid what it and its sessions have for themselves counts: the shared buffers have a fixed size
   */
  constructor(servers: Readonly<Record<string, number>>, postmasterPid: number | undefined) {
    const sample = () => {
      if (!isMeasurable) return;
      for (const [name, pid] of Object.entries(servers)) this.add(name, memoryOf(pid).currentBytes);
      if (postmasterPid === undefined) return;
      const { bytes, processes } = ownMemoryOf(postmasterPid);
      this.add('PostgreSQL', bytes);
      this.processes = processes;
    };
    this.timer = setInterval(sample, SAMPLE_MS);
  }

  stop(): Level[] {
    clearInterval(this.timer);
    const isLongEnough = performance.now() - this.startedAt >= MIN_JUDGED_MINUTES * 60_000;
    return [...this.samples].map(([what, all]) => {
      const samples = all.slice(Math.floor(all.length * WARM_UP_SHARE));
      const third = (nth: number) =>
        median(
          samples.slice(Math.floor((samples.length * nth) / 3), Math.floor((samples.length * (nth + 1)) / 3)),
        );
      const thirds = [third(0), third(1), third(2)];
      return { what, thirds, growth: isLongEnough ? (thirds[2] ?? NaN) / (thirds[0] ?? NaN) - 1 : undefined };
    });
  }

  private add(what: string, bytes: number): void {
    const list = this.samples.get(what);
    if (list) list.push(bytes);
    else this.samples.set(what, [bytes]);
  }
}
