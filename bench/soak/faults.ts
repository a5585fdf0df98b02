// What has gone wrong, by kind: how often, and the first few in words.
const MAX_EXAMPLES = 5;

export class Faults {
  private readonly kinds = new Map<string, { count: number; readonly examples: string[] }>();

  add(kind: string, example: string): void {
    const its = this.kinds.get(kind) ?? { count: 0, examples: [] };
    its.count += 1;
    if (its.examples.length < MAX_EXAMPLES) its.examples.push(example);
    this.kinds.set(kind, its);
  }

  get isEmpty(): boolean {
    return this.kinds.size === 0;
  }

  /** A line for each kind and for each example. */
  lines(): string[] {
    return [...this.kinds].flatMap(([kind, { count, examples }]) => [
      `${kind}: ${count}`,
      ...examples.map((example) => `    ${example}`),
    ]);
  }
}
