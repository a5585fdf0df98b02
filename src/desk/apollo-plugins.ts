// What Apollo does with each of the desk's operations beside executing it: texts are validated, the cost is limited, and
// one line is logged; and HTTP says where the database was away.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Logger } from '@nestjs/common';
import { getVariableValues } from 'graphql';
import { badUserInput, DomainError, queryTooComplex } from '../domain/errors.js';
import { asGraphQLError } from '../graphql/graphql-error.js';
import { isTooComplex, MAX_COST } from '../graphql/query-cost.js';
import { literalErrors, textErrors } from '../graphql/text-validation.js';

type Plugin = ApolloServerPlugin<BaseContext>;

export const validateText = (): Plugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document }) {
        const errors = [...textErrors(request.variables ?? {}), ...literalErrors(document)];
        if (errors.length > 0) throw asGraphQLError(badUserInput(errors), 400);
      },
    };
  },
});

export const limitCost = (): Plugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, operationName }) {
        const variables = request.variables ?? {};
        // Variables of the wrong shape are refused by the execution, which then runs nothing.
        if (getVariableValues(schema, operation?.variableDefinitions ?? [], variables).errors) return;
        try {
          if (!isTooComplex(schema, document, variables, operationName ?? undefined)) return;
        } catch (error) {
          throw error instanceof DomainError ? asGraphQLError(error, 400) : error;
        }
        throw asGraphQLError(queryTooComplex(MAX_COST), 400);
      },
    };
  },
});

/** Says in HTTP that nothing was done because of the database: clients and proxies may try again. */
export const answerUnavailable = (): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ operation, response: { http, body } }) {
        if (body.kind !== 'single') return;
        const { data, errors = [] } = body.singleResult;
        const fault = errors.find(({ extensions }) => extensions?.code === 'DATABASE_UNAVAILABLE');
        if (fault === undefined) return;
        http.headers.set('retry-after', String(fault.extensions?.retryAfter));
        // What a mutation has done stays so, though it cannot be read.
        const isDone =
          operation?.operation === 'mutation' && errors.some(({ path }) => (path?.length ?? 0) > 1);
        const failed = new Set(errors.map(({ path }) => path?.[0]));
        const isAnswered = Object.entries(data ?? {}).some(
          ([key, value]) => value !== null || !failed.has(key),
        );
        if (isDone || isAnswered) return;
        // Nest's own plugin, which comes later, sets 200.
        await Promise.resolve();
        http.status = 503;
      },
    };
  },
});

/** Logs each operation: its name, how long it took, and the codes of its errors. */
export function logOperations(): Plugin {
  const log = new Logger('desk');
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operation, operationName, response }) {
          const body = response.body;
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          log.debug({
            operation: operation?.operation,
            name: operationName,
            milliseconds: Math.round((performance.now() - startedAt) * 100) / 100,
            ...(errors.length > 0 && { errors: errors.map((error) => error.extensions?.code) }),
          });
        },
      };
    },
  };
}
