// Answers as they are kept: bounded in bytes, the least recently used out first, and dropped by what they depend on.
// It knows nothing of HTTP, nor of who says what has changed.
import { LRUCache } from 'lru-cache';

export interface StoredAnswer {
  /** What it takes of the bound. */
  readonly bytes: number;
  readonly dependencies: readonly string[];
  /** A point in the store's changes up to which nothing that the answer depends on has changed since it was made. */
  mark: number;
}

/** How many changes are remembered for answers that are being made meanwhile. */
const REMEMBERED = 1000;

export class AnswerStore<A extends StoredAnswer> {
  /** undefined where none are kept. */
  private readonly answers: LRUCache<string, A> | undefined;
  private readonly dependents = new Map<string, Set<string>>();
  private recent: (readonly string[] | 'everything')[] = [];
  private forgotten = 0;

  constructor(mostBytes: number) {
    if (mostBytes === 0) return;
    this.answers = new LRUCache({
      maxSize: mostBytes,
      sizeCalculation: (answer, key) => answer.bytes + 2 * key.length,
      dispose: (answer, key) => this.forget(answer, key),
    });
  }

  get size(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.answers?.size ?? 0, bytes: this.answers?.calculatedSize ?? 0 };
  }

  get(key: string): A | undefined {
    const answer = this.answers?.get(key);
    if (answer !== undefined) answer.mark = this.mark();
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
    if (this.answers === undefined || !this.isCurrent(answer)) return;
    this.answers.set(key, answer);
    // Not where it alone is larger than the bound.
    if (!this.answers.has(key)) return;
    for (const dependency of answer.dependencies) {
      const keys = this.dependents.get(dependency);
      if (keys === undefined) this.dependents.set(dependency, new Set([key]));
      else keys.add(key);
    }
  }

  changed(touched: readonly string[] | 'everything'): void {
    this.recent.push(touched);
    if (this.recent.length > REMEMBERED) {
      this.forgotten += this.recent.length - REMEMBERED;
      this.recent = this.recent.slice(-REMEMBERED);
    }
    if (touched === 'everything') {
      this.answers?.clear();
      return;
    }
    for (const dependency of touched) {
      for (const key of [...(this.dependents.get(dependency) ?? [])]) this.answers?.delete(key);
    }
  }

  private forget(answer: A, key: string): void {
    for (const dependency of answer.dependencies) {
      const keys = this.dependents.get(dependency);
      keys?.delete(key);
      if (keys?.size === 0) this.dependents.delete(dependency);
    }
  }
}

const touches = (touched: readonly string[] | 'everything', dependencies: readonly string[]): boolean =>
  touched === 'everything' || touched.some((key) => dependencies.includes(key));
