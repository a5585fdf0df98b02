// Those who wait for something to become so.

export class Waiters {
  private readonly waiting = new Set<() => void>();

  /** To be called where what they wait for may have become so. */
  wake(): void {
    for (const look of [...this.waiting]) look();
  }

  /** Whether it was so within the time. */
  async until(isMet: () => boolean, milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (!isMet()) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const look = () => {
          clearTimeout(timer);
          this.waiting.delete(look);
          resolve();
        };
        const timer = setTimeout(look, left);
        this.waiting.add(look);
      });
    }
    return true;
  }
}
