// What a request to the desk carries: who asks, found once. Whether somebody must ask is the guard's.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestContext, type DeskContext } from '../graphql/context.js';
import type { ClockService } from './review-states/clock.service.js';
import type { Authentication } from './users/authentication.js';

export const deskContext =
  (authentication: Authentication, clock: ClockService) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<DeskContext> => {
    const actor = await authentication.actorOf(request);
    // The desk tells states as they are now, not as they were when the clock's pass last ran.
    if (actor !== null) await clock.recordDue();
    return { ...requestContext(request, reply), actor };
  };
