/** A body's own `<del>` and `<ins>`, which mark changes in a difference, and what they become there. It looks the same. */
export const OWN_MARKS: ReadonlyMap<string, string> = new Map([
  ['del', 's'],
  ['ins', 'u'],
]);
