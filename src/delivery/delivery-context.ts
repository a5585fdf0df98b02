// What a request to delivery carries, and what its answer tells the caches between: an answer to a preview is nobody
// else's. Whoever brings a token means a preview, so an invalid token is refused, not answered as a reader would be.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unauthenticated } from '../domain/errors.js';
import { requestContext, type RequestContext } from '../graphql/context.js';
import { asGraphQLError } from '../graphql/graphql-error.js';
import { previewIdOf } from '../graphql/preview-token.js';
import type { Viewpoint } from './viewpoint.js';

export interface DeliveryContext extends RequestContext {
  readonly viewpoint: Viewpoint;
}

/**
 * Apollo's context function.
 * @param secret that preview tokens are signed with
 * @throws UNAUTHENTICATED with HTTP 401 where the request has an Authorization header without a valid preview token
 */
export const deliveryContext =
  (secret: string) =>
  (request: FastifyRequest, reply: FastifyReply): DeliveryContext => {
    const { authorization } = request.headers;
    // What comes to Apollo is an error, a preview or a question about the schema, and nobody's to keep.
    reply.headers({ 'Cache-Control': 'private, no-store', Vary: 'Accept, Authorization' });
    return {
      ...requestContext(request, reply),
      viewpoint: viewpointOf(authorization, secret),
    };
  };

function viewpointOf(authorization: string | undefined, secret: string): Viewpoint {
  if (authorization === undefined) return 'present';
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const preview = token === undefined ? undefined : previewIdOf(secret, token);
  if (preview === undefined)
    throw asGraphQLError(unauthenticated('The preview token has expired, or is not ours.'), 401);
  return { preview };
}
