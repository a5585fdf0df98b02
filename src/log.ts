// How this process logs: from which level on, and as JSON where a machine reads it.
import { ConsoleLogger, type LogLevel as NestLogLevel } from '@nestjs/common';
import type { Config, LogLevel } from './config/config.js';

const LEVELS: Record<LogLevel, NestLogLevel[]> = {
  trace: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'],
  debug: ['debug', 'log', 'warn', 'error', 'fatal'],
  info: ['log', 'warn', 'error', 'fatal'],
  warn: ['warn', 'error', 'fatal'],
  error: ['error', 'fatal'],
  fatal: ['fatal'],
  silent: [],
};

export function loggerFor({ environment, logLevel }: Config): ConsoleLogger {
  return new ConsoleLogger({ json: environment === 'production', logLevels: LEVELS[logLevel] });
}
