// What a request carries through its resolvers, on either API.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../domain/editorial-workflow.js';
import { Loaders } from './loaders.js';

export interface RequestContext {
  readonly requestId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly loaders: Loaders;
}

/** Who is asking: a user who is active, with the role that the user has at this request. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The session, where an access token said who it is; an API token has none. */
  readonly sessionId?: string;
}

export interface DeskContext extends RequestContext {
  /** null where nobody is signed in: nobody, never everybody. */
  readonly actor: Actor | null;
}

export const requestContext = (request: FastifyRequest, reply: FastifyReply): RequestContext => ({
  requestId: request.id,
  request,
  reply,
  loaders: new Loaders(),
});
