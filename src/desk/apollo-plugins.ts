// What Apollo does with each of the desk's operations beside executing it: texts are validated, the cost is limited, what
// is logged is noted; and HTTP says where the database was away.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { getVariableValues } from 'graphql';
import { badUserInput, DomainError, queryTooComplex } from '../domain/errors.js';
import { noteRequestId } from '../graphql/format-error.js';
import { asGraphQLError } from '../graphql/graphql-error.js';
import { isTooComplex, MAX_COST } from '../graphql/query-cost.js';
import { codesOf, noteFacts } from '../graphql/request-facts.js';
import { literalErrors, textErrors } from '../graphql/text-validation.js';
import type { DeskContext } from './context.js';

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

/** Whose `retryAfter` HTTP says too. Of a document with one BUSY article, all else may be done. */
const CODES_WITH_HEADER = new Set<unknown>(['RATE_LIMITED', 'DATABASE_UNAVAILABLE']);

/** Says in HTTP when to try again: after the longest time that an error names. */
export const setRetryAfter = (): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response: { http, body } }) {
        if (body.kind !== 'single') return;
        const seconds = (body.singleResult.errors ?? []).flatMap(({ extensions }) => {
          return CODES_WITH_HEADER.has(extensions?.code) ? [Number(extensions?.retryAfter)] : [];
        });
        if (seconds.length > 0) http.headers.set('retry-after', String(Math.max(...seconds)));
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
        if (!errors.some(({ extensions }) => extensions?.code === 'DATABASE_UNAVAILABLE')) return;
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

/** Notes what the log and the metrics say of each operation, and for which request its errors were thrown. */
export const noteOperations = (): ApolloServerPlugin<DeskContext> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors) noteRequestId(error, contextValue.requestId);
      },
      async willSendResponse({ operation, queryHash, contextValue: { request, actor }, response: { body } }) {
        const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
        noteFacts(request, {
          operation: operation?.name?.value,
          document: queryHash,
          userId: actor?.id,
          ...(errors.length > 0 && { errors: codesOf(errors) }),
        });
      },
    };
  },
});
