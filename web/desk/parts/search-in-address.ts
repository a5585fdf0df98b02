/** For a route's `validateSearch`: an address without a search has none. */
export const searchInAddress = ({ search }: Record<string, unknown>): { search?: string } => {
  // What looks like a number comes as one.
  const text = typeof search === 'number' ? String(search) : search;
  return typeof text === 'string' && text !== '' ? { search: text } : {};
};
