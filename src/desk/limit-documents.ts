// Refuses a document of the desk that is beyond the limits before Apollo sees it: Apollo validates before it asks any plugin.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DESK_PATH } from '../config/paths.js';
import { DomainError } from '../domain/errors.js';
import { assertWithinLimits, MAX_TOKENS } from '../graphql/document-limits.js';
import { serializeError } from '../graphql/format-error.js';

/** Of documents that were looked at, each with what was found. */
const MAX_KNOWN_BYTES = 4_000_000;

/** To be called before the desk's route is registered. */
export function limitDeskDocuments(server: FastifyInstance): void {
  const known = new LRUCache<string, { readonly refusal: DomainError | undefined }>({
    maxSize: MAX_KNOWN_BYTES,
    sizeCalculation: (_, text) => 500 + 2 * text.length,
  });
  server.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.url !== DESK_PATH) return;
    const text = (request.body as { query?: unknown } | null | undefined)?.query;
    if (typeof text !== 'string') return;
    const seen = known.get(text) ?? { refusal: refusalOf(text) };
    known.set(text, seen);
    if (seen.refusal === undefined) return;
    return reply
      .status(400)
      .type('application/json; charset=utf-8')
      .send({ errors: [serializeError(seen.refusal)] });
  });
}

function refusalOf(text: string): DomainError | undefined {
  try {
    assertWithinLimits(parse(text, { maxTokens: MAX_TOKENS }));
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    // Not a document at all: Apollo says where.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
