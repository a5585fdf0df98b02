// Every HTTP route requires the bearer token of a signed-in user, unless it is marked as public: a new route without a mark
// answers 401. That holds for controllers and for routes registered on Fastify itself.
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unauthenticated } from '../domain/errors.js';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route answers without a token. */
    isPublic?: boolean;
  }
}

/** Passed as `config` to Fastify where a public route is registered there. */
export const PUBLIC = { isPublic: true } as const;

/** Marks a controller's method as a public route. */
export const PublicRoute = () => RouteConfig(PUBLIC);

/**
 * Routes that libraries register, which cannot be marked: the two APIs and CORS preflights. Delivery reads only what is public.
 * At the desk, DeskGuard decides on each root field, since signing in needs no token.
 */
const PUBLIC_PATHS = new Set([DELIVERY_PATH, DESK_PATH]);
const isPreflight = (method: string | string[], url: string) => method === 'OPTIONS' && url === '*';

/**
 * To be called before the APIs, CORS and controllers register their routes.
 * @param isSignedIn whether a request carries the token of a signed-in user
 */
export function denyUnlessPublic(
  server: FastifyInstance,
  isSignedIn: (request: FastifyRequest) => Promise<boolean>,
): void {
  server.addHook('onRoute', (route) => {
    if (PUBLIC_PATHS.has(route.url) || isPreflight(route.method, route.url))
      route.config = { ...route.config, ...PUBLIC };
  });
  server.addHook('onRequest', async (request) => {
    if (request.is404 || request.routeOptions.config.isPublic) return;
    if (!(await isSignedIn(request))) throw unauthenticated();
  });
}
