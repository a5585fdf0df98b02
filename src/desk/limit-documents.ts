// Refuses a document or variables of the desk that are beyond the limits before Apollo sees it: Apollo validates before it asks any plugin.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DESK_PATH } from '../config/paths.js';
import { badUserInput, DomainError } from '../domain/errors.js';
import { parseWithinLimits } from '../graphql/document-limits.js';
import { serializeError } from '../graphql/format-error.js';
import { errorTypeFor } from '../graphql/media-type.js';
import { codesOf, noteFacts } from '../graphql/request-facts.js';
import { sizeErrors } from '../graphql/text-validation.js';

/** Of documents that were looked at, each with what was found. */
const MAX_KNOWN_BYTES = 4_000_000;

/** To be called before the desk's route is registered. */
export function limitDeskDocuments(server: FastifyInstance): void {
  const known = new LRUCache<string, { readonly refusal: DomainError | undefined }>({
    maxSize: MAX_KNOWN_BYTES,
    sizeCalculation: (_, text) => 500 + 2 * text.length,
  });
  const refusalOf = (text: unknown): DomainError | undefined => {
    if (typeof text !== 'string') return undefined;
    const seen = known.get(text) ?? { refusal: findRefusal(text) };
    known.set(text, seen);
    return seen.refusal;
  };
  server.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.url !== DESK_PATH) return;
    const { query, variables } = (request.body ?? {}) as { query?: unknown; variables?: unknown };
    const tooLarge = sizeErrors(variables);
    const refusal = tooLarge.length > 0 ? badUserInput(tooLarge) : refusalOf(query);
    if (refusal === undefined) return;
    const errors = [serializeError(refusal)];
    noteFacts(request, { errors: codesOf(errors) });
    return reply.status(400).type(errorTypeFor(request.headers.accept)).send({ errors });
  });
}

function findRefusal(text: string): DomainError | undefined {
  try {
    parseWithinLimits(text);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    // Not a document at all: Apollo says where.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
