/** @returns a function that gives the value of a key, made at its first call */
export function memoize(): <T>(key: string, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, Promise<unknown>>();
  return <T>(key: string, make: () => Promise<T>) => {
    const result = made.get(key) ?? make();
    made.set(key, result);
    return result as Promise<T>;
  };
}
