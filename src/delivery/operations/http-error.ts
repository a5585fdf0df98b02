// Ends a request before anything of it is executed: the HTTP status, and what is wrong.
import { GraphQLError } from 'graphql';

export class HttpError extends Error {
  /** @param errors as they are thrown; the response serialises them */
  constructor(
    readonly status: number,
    readonly errors: readonly Error[],
  ) {
    super(errors[0]?.message);
  }
}

export const badRequest = (message: string, status = 400): HttpError =>
  new HttpError(status, [new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })]);
