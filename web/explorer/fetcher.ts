import { GraphQLError } from 'graphql';
import type { GraphiQL } from 'graphiql';
import type { ComponentProps } from 'react';
import { RequestError, type Send } from './graphql-request.js';

/**
 * What GraphiQL fetches with. Credentials go with all but introspection, which needs none: an expired preview token
 * should not hide the schema. An Authorization given by hand, in GraphiQL's headers, stands.
 */
export const fetcherOver =
  (send: Send, sendWithCredentials: Send): ComponentProps<typeof GraphiQL>['fetcher'] =>
  async ({ query, variables, operationName }, options) => {
    const headers: Record<string, string> = options?.headers ?? {};
    const byHand = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
    const bare = byHand || operationName === 'IntrospectionQuery';
    const sender = bare ? send : sendWithCredentials;
    try {
      return (await sender({ query, variables, operationName }, headers)).answer;
    } catch (error) {
      // GraphiQL would show it with the stack of our own code.
      if (error instanceof RequestError) return { errors: [new GraphQLError(error.message)] };
      throw error;
    }
  };
