// The whole application as one HTTP server: `createServer` builds it for tests, `serve` also listens.
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { AppModule } from './app.module.js';
import { ConfigError, type ServerConfig } from './config/config.js';
import { RawCacheHandler } from './delivery/cache/raw-cache.handler.js';
import { ResponseCache } from './delivery/cache/response-cache.js';
import { limitDeskDocuments } from './desk/limit-documents.js';
import { Authentication } from './desk/users/authentication.js';
import { clientErrorHandler } from './http/client-errors.js';
import { registerCookies } from './http/cookies.js';
import { registerCors } from './http/cors.js';
import { createHttpServer, drain } from './http/http-server.js';
import { registerMetrics } from './http/metrics.js';
import { collectGetRoutes, registerProtocol, setResponseDefaults } from './http/protocol.js';
import { denyUnlessPublic } from './http/public-routes.js';
import { requestIdGenerator } from './http/request-id.js';
import { registerRequestLog } from './http/request-log.js';
import { loggerFor } from './log.js';
import { gaugesOf } from './server-gauges.js';
import { registerDesk } from './web/register-desk.js';
import { registerExplorer } from './web/register-explorer.js';

/** The longest body of an article fits, in any script. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Time that requests get to finish after a shutdown signal. */
const SHUTDOWN_GRACE_MS = 10_000;

export interface RunningServer {
  readonly url: string;
  /** Stops accepting connections, and answers requests on open ones before they close. */
  stop(): Promise<void>;
}

/**
 * How far V8's heap may grow beyond its live objects before the next collection. V8's default lets the heap grow to several times
 * its live size while garbage accumulates fast, as it does when the response cache evicts.
 */
const HEAP_GROWTH_PERCENT = 40;

export async function serve(config: ServerConfig): Promise<RunningServer> {
  if (config.cacheBytes > 0) setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  const app = await createServer(config);
  await listen(app, config);
  return {
    url: await app.getUrl(),
    stop: async () => {
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, SHUTDOWN_GRACE_MS).unref());
      // Connections are drained first: Apollo refuses requests once the application has closed.
      await Promise.race([drain(app.getHttpServer()).then(() => app.close()), timeout]);
    },
  };
}

async function listen(app: NestFastifyApplication, { host, port }: ServerConfig): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigError([
      `PORT was "${port}", which is in use on ${host}; give another one, or 0 for any that is free.`,
    ]);
  }
}

export async function createServer(config: ServerConfig): Promise<NestFastifyApplication> {
  const rawCache = new RawCacheHandler();
  const adapter = new FastifyAdapter({
    serverFactory: (handler: RequestListener) => createHttpServer(rawCache.before(handler)),
    clientErrorHandler: clientErrorHandler(config.deskOrigins),
    bodyLimit: MAX_BODY_BYTES,
    genReqId: requestIdGenerator(config.trustedProxies),
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    logger: loggerFor(config),
    // Fastify's own parser takes JSON. Nest's would take forms too, which a page of any origin may post.
    bodyParser: false,
  });
  const server: FastifyInstance = adapter.getInstance();

  registerRequestLog(server);
  setResponseDefaults(server);
  const hasGetRoute = collectGetRoutes(server);
  registerExplorer(server, config);
  registerDesk(server, config);
  const authentication = app.get(Authentication);
  denyUnlessPublic(server, async (request) => (await authentication.actorOf(request)) !== null);
  await registerCors(server, config.deskOrigins);
  registerProtocol(server, hasGetRoute);
  limitDeskDocuments(server);
  await registerCookies(server);
  const responses = app.get(ResponseCache);
  const observe = await registerMetrics(server, config, responses.stats, gaugesOf(app));
  await app.init();
  // With LOG_HITS every request has to reach Fastify, whose hooks write the log.
  if (config.cacheBytes > 0 && !config.logHits) rawCache.attach(responses, observe);
  return app;
}
