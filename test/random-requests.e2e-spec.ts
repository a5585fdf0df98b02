// A thousand requests at random; test/exhaustive sends more.
import { fuzz } from './support/fuzz.js';

test.each(['/graphql', '/graphql/desk'] as const)(
  '%s answers five hundred spoilt requests, and none is its own fault',
  async (path) => {
    expect(await fuzz(path, 500)).toMatchObject({ faults: [] });
  },
  120_000,
);
