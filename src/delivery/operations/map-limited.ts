/** Maps the items in their order, `limit` of them at a time. */
export async function mapLimited<T, U>(
  items: readonly T[],
  limit: number,
  map: (item: T, nth: number) => Promise<U>,
): Promise<U[]> {
  const results: U[] = [];
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [nth, item] of entries) results[nth] = await map(item, nth);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
