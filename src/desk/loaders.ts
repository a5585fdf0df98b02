// One set of loaders a request. A feature names its loader by the function that loads a batch; what one part of a
// request has loaded, the others get from memory.
import DataLoader from 'dataloader';

/** Answers in the order of the keys: see `inOrderOf` and `groupedBy`. */
export type Batch<K, V> = (keys: readonly K[]) => Promise<readonly V[]>;

export class Loaders {
  private readonly made = new Map<unknown, DataLoader<never, unknown>>();

  /** @param name what the loader is known by: the same name, the same loader */
  of<K extends string, V>(name: unknown, batch: Batch<K, V>): DataLoader<K, V> {
    const known = this.made.get(name);
    if (known !== undefined) return known as unknown as DataLoader<K, V>;
    const loader = new DataLoader<K, V>(batch);
    this.made.set(name, loader as unknown as DataLoader<never, unknown>);
    return loader;
  }

  /** After a mutation, what was loaded before it is of the past. */
  clear(): void {
    this.made.clear();
  }
}

/** Rows in the order of the keys, null where a key has none. */
export function inOrderOf<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** The rows of each key, in their own order. */
export function groupedBy<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): V[][] {
  const groups = new Map<K, V[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
