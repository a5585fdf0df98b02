// The whole application as one HTTP server, not yet listening: what main.ts runs, and what the tests ask.
import { ConsoleLogger, type LogLevel as NestLogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.js';
import type { LogLevel, ServerConfig } from './config/config.js';
import { payloadTooLarge } from './domain/errors.js';
import { registerExplorer } from './explorer/register-explorer.js';
import { registerCors } from './http/cors.js';
import { registerMetrics } from './http/metrics.js';
import { DESK_PATH } from './http/paths.js';

/** Bytes. The longest body of an article fits, in any script. */
const MOST_BODY = 4 * 1024 * 1024;

const LEVELS: Record<LogLevel, NestLogLevel[]> = {
  trace: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'],
  debug: ['debug', 'log', 'warn', 'error', 'fatal'],
  info: ['log', 'warn', 'error', 'fatal'],
  warn: ['warn', 'error', 'fatal'],
  error: ['error', 'fatal'],
  fatal: ['fatal'],
  silent: [],
};

export async function createServer(config: ServerConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  });
  const logger = new ConsoleLogger({
    json: config.environment === 'production',
    logLevels: LEVELS[config.logLevel],
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    logger,
  });
  const server: FastifyInstance = adapter.getInstance();

  await registerCors(server, config.deskOrigins);
  await registerMetrics(server, { host: config.host, port: config.metricsPort });
  registerExplorer(server, config);
  refuseWhatIsNotAsked(server);
  await app.init();
  return app;
}

function refuseWhatIsNotAsked(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === DESK_PATH && request.method === 'GET') {
      return reply.status(405).header('Allow', 'POST').send();
    }
  });
  server.addHook('onError', async (_request, reply, error) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return;
    const { message, code, extensions } = payloadTooLarge(MOST_BODY);
    reply.status(413).send({ errors: [{ message, extensions: { code, ...extensions } }] });
  });
}
