// Passport's strategies outside Express: one is asked about a request and answers who it is, or null. Passport writes on
// the request it is given, and these are not Fastify's: each is asked with an object of its own.
import passport, { type Strategy } from 'passport';

/** @param strategy what its verify callback finds is a `T` */
export function asking<T>(strategy: Strategy): (request: object) => Promise<T | null> {
  const authenticator = new passport.Passport();
  authenticator.use('asked', strategy);
  return (request) =>
    new Promise((resolve, reject) => {
      const answered = (error: unknown, found?: T | false | null) =>
        error ? reject(error) : resolve(found || null);
      authenticator.authenticate('asked', { session: false }, answered)({ ...request }, {}, reject);
    });
}
