import { GraphQLError } from 'graphql';
import type { GraphiQL } from 'graphiql';
import type { ComponentProps } from 'react';
import { RequestError, type Send } from './graphql-request.js';

/**
 * GraphiQL's fetcher. It sends credentials with every operation except introspection, which needs none: an expired preview token
 * must not hide the schema. An Authorization header that the user enters in GraphiQL takes precedence.
 */
export const fetcherOver =
  (send: Send, sendWithCredentials: Send): ComponentProps<typeof GraphiQL>['fetcher'] =>
  async ({ query, variables, operationName }, options) => {
    const headers: Record<string, string> = options?.headers ?? {};
    const hasOwnCredentials = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
    const needsNone = hasOwnCredentials || operationName === 'IntrospectionQuery';
    const sender = needsNone ? send : sendWithCredentials;
    try {
      return (await sender({ query, variables, operationName }, headers)).result;
    } catch (error) {
      // GraphiQL would show the error with its stack.
      if (error instanceof RequestError) return { errors: [new GraphQLError(error.message)] };
      throw error;
    }
  };
