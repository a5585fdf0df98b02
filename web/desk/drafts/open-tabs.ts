// Counts the tabs of this browser in which the viewer has an article open. Each tab holds a Web Lock with a name of its own, which
// the browser releases however the tab ends. A channel makes the other tabs count again.

const CHANNEL = 'copydesk.drafts';

export class OpenTab {
  readonly id = crypto.randomUUID();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private release: () => unknown = () => undefined;
  private prefix = '';

  /** @param onOthers called with the number of other tabs whenever it may have changed */
  constructor(
    private readonly viewerId: string,
    private readonly onOthers: (count: number) => void,
  ) {
    this.channel.addEventListener('message', this.countOthers);
    window.addEventListener('focus', this.countOthers);
  }

  /** Sets the article; again, when a new one has got its id. */
  enter(articleKey: string): void {
    this.release();
    let isReleased = false;
    // Until the browser has given the lock.
    this.release = () => (isReleased = true);
    this.prefix = `${CHANNEL}/${this.viewerId}/${articleKey}/`;
    void navigator.locks.request(
      this.prefix + this.id,
      () =>
        new Promise<void>((resolve) => {
          if (isReleased) return resolve();
          this.release = resolve;
          this.channel.postMessage('opened');
          this.countOthers();
        }),
    );
  }

  /** The ids of the other tabs. */
  async others(): Promise<ReadonlySet<string>> {
    const { held = [] } = await navigator.locks.query();
    const ids = held.flatMap(({ name = '' }) =>
      name.startsWith(this.prefix) ? name.slice(this.prefix.length) : [],
    );
    return new Set(ids.filter((id) => id !== this.id));
  }

  close(): void {
    this.release();
    this.channel.removeEventListener('message', this.countOthers);
    window.removeEventListener('focus', this.countOthers);
    // The lock is released only after this task.
    setTimeout(() => {
      this.channel.postMessage('closed');
      this.channel.close();
    });
  }

  private readonly countOthers = () => {
    void this.others().then(({ size }) => this.onOthers(size));
  };
}
