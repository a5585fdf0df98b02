// Searches and filters as the address has them: whoever typed it, what is not one is left out.

/** A word that looks like a number comes as a number. */
export const textIn = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== ''
    ? String(value).trim()
    : undefined;

export const oneOf = <TValue extends string>(values: readonly TValue[], value: unknown): TValue | undefined =>
  values.find((known) => known === value);

/** For a route's `validateSearch`: an address without a search has none. */
export const searchInAddress = ({ search }: Record<string, unknown>): { search?: string } => {
  const text = textIn(search);
  return text === undefined ? {} : { search: text };
};
