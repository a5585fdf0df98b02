/** What the servers do in the background, each minute and when one starts. */
export interface RecurringTask {
  /** As the queue knows it. */
  readonly name: string;
  /**
   * Does what there is to do, in small transactions: it may be killed at any point, and run on several servers at once.
   * @param signal ends it between two of them
   */
  run(signal: AbortSignal): Promise<void>;
}

/** The token of the list of them. */
export const RECURRING_TASKS = Symbol('RECURRING_TASKS');
