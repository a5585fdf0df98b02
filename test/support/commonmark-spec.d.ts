// The package has no types.
declare module 'commonmark-spec' {
  /** In `markdown`, an arrow stands for a tab. */
  export const tests: readonly {
    readonly markdown: string;
    readonly html: string;
    readonly number: number;
  }[];
}
