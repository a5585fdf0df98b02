// A DomainError in the shape that Apollo's own stages understand; below the resolvers a DomainError is thrown as it is.
import { GraphQLError } from 'graphql';
import type { DomainError } from '../domain/errors.js';

/** @param status of the HTTP response */
export const asGraphQLError = (error: DomainError, status: number): GraphQLError =>
  new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, ...error.extensions, http: { status } },
  });
