// Runs Passport's strategies outside Express: one takes a request and gives its user, or null. Passport writes on the request
// that it is given, so each run gets an object of its own instead of Fastify's.
import passport, { type Strategy } from 'passport';

/** Passport finds a strategy by its name; here each has an authenticator of its own. */
const STRATEGY = 'default';

/** @param strategy what its verify callback finds is a `T` */
export function runStrategy<T>(strategy: Strategy): (request: object) => Promise<T | null> {
  const authenticator = new passport.Passport();
  authenticator.use(STRATEGY, strategy);
  return (request) =>
    new Promise((resolve, reject) => {
      const callback = (error: unknown, found?: T | false | null) =>
        error ? reject(error) : resolve(found || null);
      authenticator.authenticate(STRATEGY, { session: false }, callback)({ ...request }, {}, reject);
    });
}
