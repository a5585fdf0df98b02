/** What a body's own `<del>` and `<ins>` become in a difference, where these mark changes. They look the same. */
export const OWN_MARKS: ReadonlyMap<string, string> = new Map([
  ['del', 's'],
  ['ins', 'u'],
]);
