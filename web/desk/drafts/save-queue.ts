// Runs one save at a time. Requests that come during it are merged into one that follows; a temporary failure is retried.
import type { SaveOutcome, SaveKind } from './draft-state.js';
import { isTemporary, retryDelay } from './save-errors.js';
import { Timers } from './timers.js';

interface SaveQueueOptions {
  readonly attempt: (kind: SaveKind) => Promise<SaveOutcome>;
  readonly onError: (error: unknown) => void;
  /** Called when the queue stops running. */
  readonly onChange: () => void;
}

export class SaveQueue {
  running: SaveKind | undefined;
  private next: SaveKind | undefined;
  private isClosed = false;
  private failures = 0;
  private resolvers: ((outcome: SaveOutcome) => void)[] = [];
  private readonly timers = new Timers<'retry'>();

  constructor(private readonly options: SaveQueueOptions) {}

  get isRetrying(): boolean {
    return this.timers.has('retry');
  }

  /** Resolves with the outcome of the first attempt; `offline` is retried after that. */
  save(): Promise<SaveOutcome> {
    return new Promise((resolve) => {
      this.resolvers.push(resolve);
      this.timers.stop('retry');
      this.enqueue('save');
    });
  }

  autosave(): void {
    this.enqueue('autosave');
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

  private enqueue(kind: SaveKind): void {
    this.next = this.next === 'save' ? 'save' : kind;
    // While a retry is scheduled, further autosaves must not make the requests more frequent.
    if (!this.isRetrying) void this.run();
  }

  private async run(): Promise<void> {
    if (this.running !== undefined) return;
    while (this.next !== undefined && !this.isRetrying) {
      const kind = this.next;
      const resolvers = kind === 'save' ? this.resolvers.splice(0) : [];
      this.next = undefined;
      this.running = kind;
      const outcome = await this.attempt(kind);
      this.running = undefined;
      for (const resolve of resolvers) resolve(outcome);
    }
    this.options.onChange();
  }

  private async attempt(kind: SaveKind): Promise<SaveOutcome> {
    try {
      const outcome = await this.options.attempt(kind);
      this.failures = 0;
      return outcome;
    } catch (error) {
      const outcome = isTemporary(error) ? 'offline' : 'refused';
      if (outcome === 'offline' && !this.isClosed) this.retryLater(kind, error);
      this.options.onError(error);
      return outcome;
    }
  }

  private retryLater(kind: SaveKind, error: unknown): void {
    this.next = this.next === 'save' ? 'save' : kind;
    this.failures += 1;
    this.timers.start('retry', retryDelay(this.failures, error), () => void this.run());
  }
}
