// Twenty thousand requests at random. `TEST_SEED` repeats those of a run that failed.
import { fuzz } from '../support/fuzz.js';

test.each(['/graphql', '/graphql/desk'] as const)(
  '%s answers ten thousand spoilt requests, and none is its own fault',
  async (path) => {
    expect(await fuzz(path, 10_000)).toMatchObject({ faults: [] });
  },
  900_000,
);
