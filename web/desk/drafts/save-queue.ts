// One request at a time for an article. What is asked for meanwhile is done once, after it; what failed for a reason that may
// pass is tried again by itself.
import type { SaveOutcome, Wanted } from './draft-state.js';
import { isTemporary, retryDelay } from './save-errors.js';
import { Timers } from './timers.js';

interface SaveQueueOptions {
  readonly attempt: (wanted: Wanted) => Promise<SaveOutcome>;
  readonly onError: (error: unknown) => void;
  /** Called whenever it begins, ends, or waits. */
  readonly onChange: () => void;
}

export class SaveQueue {
  /** What is under way. */
  running: Wanted | undefined;
  private wanted: Wanted | undefined;
  private isClosed = false;
  private failures = 0;
  private waiting: ((outcome: SaveOutcome) => void)[] = [];
  private readonly timers = new Timers<'retry'>();

  constructor(private readonly options: SaveQueueOptions) {}

  get isRetrying(): boolean {
    return this.timers.has('retry');
  }

  /** Resolves with what came of it; where the server is away, at once, and goes on trying. */
  save(): Promise<SaveOutcome> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.timers.stop('retry');
      this.want('save');
    });
  }

  autosave(): void {
    this.want('autosave');
  }

  retryNow(): void {
    if (!this.isRetrying) return;
    this.timers.stop('retry');
    void this.run();
  }

  close(): void {
    this.isClosed = true;
    this.timers.stopAll();
  }

  private want(wanted: Wanted): void {
    this.wanted = this.wanted === 'save' ? 'save' : wanted;
    // While the server is away, a pause in typing is no reason to ask it more often.
    if (!this.isRetrying) void this.run();
  }

  private async run(): Promise<void> {
    if (this.running !== undefined) return;
    while (this.wanted !== undefined && !this.isRetrying) {
      const wanted = this.wanted;
      const waiting = wanted === 'save' ? this.waiting.splice(0) : [];
      this.wanted = undefined;
      this.running = wanted;
      const outcome = await this.attempt(wanted);
      this.running = undefined;
      for (const resolve of waiting) resolve(outcome);
    }
    this.options.onChange();
  }

  private async attempt(wanted: Wanted): Promise<SaveOutcome> {
    try {
      const outcome = await this.options.attempt(wanted);
      this.failures = 0;
      return outcome;
    } catch (error) {
      const outcome = isTemporary(error) ? 'offline' : 'refused';
      if (outcome === 'offline' && !this.isClosed) this.retryLater(wanted, error);
      this.options.onError(error);
      return outcome;
    }
  }

  private retryLater(wanted: Wanted, error: unknown): void {
    this.wanted = this.wanted === 'save' ? 'save' : wanted;
    this.failures += 1;
    this.timers.start('retry', retryDelay(this.failures, error), () => void this.run());
  }
}
