// The context of a request to the desk: its actor, found once. Whether there must be one is the guard's.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestContext, type DeskContext } from '../graphql/context.js';
import type { Authentication } from './users/authentication.js';

export const deskContext =
  (authentication: Authentication) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<DeskContext> => ({
    ...requestContext(request, reply),
    actor: await authentication.actorOf(request),
  });
