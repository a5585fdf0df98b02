/** Timers by name. Starting a running one restarts it. */
export class Timers<TName extends string> {
  private readonly running = new Map<TName, ReturnType<typeof setTimeout>>();

  has(name: TName): boolean {
    return this.running.has(name);
  }

  /** @param after milliseconds */
  start(name: TName, after: number, act: () => void): void {
    this.stop(name);
    const timer = setTimeout(() => {
      this.running.delete(name);
      act();
    }, after);
    this.running.set(name, timer);
  }

  stop(name: TName): void {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }

  stopAll(): void {
    for (const name of [...this.running.keys()]) this.stop(name);
  }
}
