// The context of a request to the desk: its actor, found once, and its loaders. Whether there must be an actor is the guard's.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../domain/editorial-workflow.js';
import { setErrorHeaders } from '../graphql/error-headers.js';
import { asGraphQLError } from '../graphql/graphql-error.js';
import { domainErrorOf, noteRequestId } from '../graphql/format-error.js';
import { noteFacts } from '../graphql/request-facts.js';
import { Loaders } from './loaders.js';

/** A user who is active, with the role that the user has at this request. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The session, where an access token said who it is; an API token has none. */
  readonly sessionId?: string;
}

export interface DeskContext {
  readonly requestId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly loaders: Loaders;
  /** null where nobody is signed in: nobody, never everybody. */
  readonly actor: Actor | null;
  /** Sessions by their users, opened by mutations of this request: to these users too it may show what is theirs alone. */
  readonly openedSessions: Map<string, string>;
}

/** What is a user's own is shown to that user and to administrators. */
export const isOwnOrAdmin = ({ actor, openedSessions }: DeskContext, userId: string): boolean =>
  actor?.id === userId || actor?.role === 'ADMIN' || openedSessions.has(userId);

/** Apollo's context function. */
export const deskContext =
  (actorOf: (request: FastifyRequest) => Promise<Actor | null>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<DeskContext> => ({
    requestId: request.id,
    request,
    reply,
    loaders: new Loaders(),
    actor: await actorOf(request).catch((error: unknown) => refuse(error, request, reply)),
    openedSessions: new Map(),
  });

/** Before anything of the document is done: without the database, nobody knows whose it is. */
function refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply): never {
  noteRequestId(thrown, request.id);
  const error = domainErrorOf(thrown);
  noteFacts(request, { errors: [error?.code ?? 'INTERNAL_SERVER_ERROR'] });
  if (error === undefined) throw thrown;
  setErrorHeaders(reply, 503, error);
  throw asGraphQLError(error, 503);
}
