// Answers as they are kept: bounded in bytes, the least recently used out first, and dropped by what they depend on.
// It knows nothing of HTTP, nor of who says what has changed.
import type { Dependencies } from '../dependencies.js';

export interface StoredAnswer {
  /** What it takes of the bound. */
  readonly bytes: number;
  readonly dependencies: Dependencies;
  /** The store's, from a time after which nothing that it depends on has changed, as far as the store knew. */
  mark: number;
}

/** How many changes are remembered for answers that are being made meanwhile. */
const REMEMBERED = 1000;

export class AnswerStore<A extends StoredAnswer> {
  /** In the order of use: what was used last comes last. */
  private readonly answers = new Map<string, A>();
  private readonly dependents = new Map<string, Set<string>>();
  private recent: (readonly string[] | 'everything')[] = [];
  private forgotten = 0;
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  get size(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.answers.size, bytes: this.bytes };
  }

  get(key: string): A | undefined {
    const answer = this.answers.get(key);
    if (answer === undefined) return undefined;
    this.answers.delete(key);
    this.answers.set(key, answer);
    answer.mark = this.mark();
    return answer;
  }

  /** To be taken before an answer is made. */
  mark(): number {
    return this.forgotten + this.recent.length;
  }

  /** Whether nothing that it depends on has changed since its mark. */
  isCurrent({ mark, dependencies }: A): boolean {
    if (mark < this.forgotten) return false;
    return !this.recent.slice(mark - this.forgotten).some((touched) => touches(touched, dependencies));
  }

  keep(key: string, answer: A): void {
    const bytes = answer.bytes + 2 * key.length;
    if (bytes > this.mostBytes || !this.isCurrent(answer)) return;
    this.drop(key);
    this.answers.set(key, answer);
    this.bytes += bytes;
    for (const dependency of answer.dependencies) {
      const keys = this.dependents.get(dependency);
      if (keys === undefined) this.dependents.set(dependency, new Set([key]));
      else keys.add(key);
    }
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= this.mostBytes) break;
      this.drop(oldest);
    }
  }

  changed(touched: readonly string[] | 'everything'): void {
    this.recent.push(touched);
    if (this.recent.length > REMEMBERED) {
      this.forgotten += this.recent.length - REMEMBERED;
      this.recent = this.recent.slice(-REMEMBERED);
    }
    if (touched === 'everything') {
      this.answers.clear();
      this.dependents.clear();
      this.bytes = 0;
      return;
    }
    for (const dependency of touched) {
      for (const key of [...(this.dependents.get(dependency) ?? [])]) this.drop(key);
    }
  }

  private drop(key: string): void {
    const answer = this.answers.get(key);
    if (answer === undefined) return;
    this.answers.delete(key);
    this.bytes -= answer.bytes + 2 * key.length;
    for (const dependency of answer.dependencies) {
      const keys = this.dependents.get(dependency);
      keys?.delete(key);
      if (keys?.size === 0) this.dependents.delete(dependency);
    }
  }
}

const touches = (touched: readonly string[] | 'everything', dependencies: Dependencies): boolean =>
  touched === 'everything' || touched.some((key) => dependencies.has(key));
