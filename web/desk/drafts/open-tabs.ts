// The tabs of this browser in which one viewer has one article open. Each holds a Web Lock with a name of its own, which the
// browser lets go where a tab ends in whatever way; a channel tells the others to look again.

const CHANNEL = 'copydesk.drafts';

export class OpenTab {
  readonly id = crypto.randomUUID();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private release: () => void = () => undefined;
  private prefix = '';
  private isClosed = false;

  /** @param onOthers called with how many other tabs have it open, whenever that may have changed */
  constructor(
    private readonly viewerId: string,
    private readonly onOthers: (count: number) => void,
  ) {
    this.channel.addEventListener('message', this.look);
    window.addEventListener('focus', this.look);
  }

  /** Says which article it is; again, where a new one has got its id. */
  enter(articleKey: string): void {
    this.release();
    this.prefix = `${CHANNEL}/${this.viewerId}/${articleKey}/`;
    void navigator.locks.request(
      this.prefix + this.id,
      () =>
        new Promise<void>((resolve) => {
          if (this.isClosed) return resolve();
          this.release = resolve;
          this.channel.postMessage('opened');
          this.look();
        }),
    );
  }

  /** The ids of the other tabs that have it open. */
  async others(): Promise<ReadonlySet<string>> {
    const { held = [] } = await navigator.locks.query();
    const ids = held.flatMap(({ name = '' }) =>
      name.startsWith(this.prefix) ? name.slice(this.prefix.length) : [],
    );
    return new Set(ids.filter((id) => id !== this.id));
  }

  close(): void {
    this.isClosed = true;
    this.release();
    this.channel.removeEventListener('message', this.look);
    window.removeEventListener('focus', this.look);
    // The lock is free only after this turn.
    setTimeout(() => {
      this.channel.postMessage('closed');
      this.channel.close();
    });
  }

  private readonly look = () => {
    void this.others().then(({ size }) => this.onOthers(size));
  };
}
