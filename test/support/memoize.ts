/** @returns gives what was made for a key, made when it is first asked for */
export function memoize(): <T>(key: string, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, Promise<unknown>>();
  return <T>(key: string, make: () => Promise<T>) => {
    const result = made.get(key) ?? make();
    made.set(key, result);
    return result as Promise<T>;
  };
}
