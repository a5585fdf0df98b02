// Ends a run in which a file takes longer than any may, and says which: the runner itself sets its tests no limit.
import { clearTimeout, setTimeout } from 'node:timers';

const MINUTES = 5;

export default class FileLimit {
  #running = new Map();

  onTestFileStart({ path }) {
    const tooLong = () => {
      console.error(`${path} has not ended within ${MINUTES} minutes.`);
      process.exit(1);
    };
    this.#running.set(path, setTimeout(tooLong, MINUTES * 60_000).unref());
  }

  onTestFileResult({ path }) {
    clearTimeout(this.#running.get(path));
  }
}
