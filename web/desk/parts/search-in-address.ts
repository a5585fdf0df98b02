// Parses the search parameters of an address. Invalid values are dropped.

/** The router parses a text of digits as a number. */
export const textIn = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== ''
    ? String(value).trim()
    : undefined;

export const oneOf = <TValue extends string>(values: readonly TValue[], value: unknown): TValue | undefined =>
  values.find((known) => known === value);

/** For a route's `validateSearch`. */
export const searchInAddress = ({ search }: Record<string, unknown>): { search?: string } => {
  const text = textIn(search);
  return text === undefined ? {} : { search: text };
};
