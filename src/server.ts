// The whole application as one HTTP server, not yet listening: what main.ts runs, and what the tests ask.
import { ConsoleLogger, type LogLevel as NestLogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.js';
import type { LogLevel, ServerConfig } from './config/config.js';
import { Answers } from './delivery/cache/answers.js';
import { Door } from './delivery/cache/door.js';
import { registerExplorer } from './explorer/register-explorer.js';
import { registerCors } from './http/cors.js';
import { registerMetrics } from './http/metrics.js';
import { registerProtocol } from './http/protocol.js';

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
  const door = new Door();
  const adapter = new FastifyAdapter({
    serverFactory: door.serverFor,
    bodyLimit: MOST_BODY,
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
  });
  const logger = new ConsoleLogger({
    json: config.environment === 'production',
    logLevels: LEVELS[config.logLevel],
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    logger,
    // Fastify's own takes JSON as well; Nest's takes forms too, which any page may post anywhere.
    bodyParser: false,
  });
  const server: FastifyInstance = adapter.getInstance();

  registerExplorer(server, config);
  registerProtocol(server);
  await registerCors(server, config.deskOrigins);
  await registerMetrics(server, { host: config.host, port: config.metricsPort });
  await app.init();
  door.opensTo(app.get(Answers));
  return app;
}
