// The process's logger: one line of JSON for each message, plain text on a terminal. It writes to the stream of standard output,
// whose errors unwritable-log.ts handles. pino's own destination and its threads would end the process on a full disk.
import { ConsoleLogger, type LoggerService, type LogLevel as NestLogLevel } from '@nestjs/common';
import { pino, stdTimeFunctions, type Level, type Logger } from 'pino';
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

export function loggerFor({ environment, logLevel }: Config): LoggerService {
  const isTerminal = environment !== 'production' && process.stdout.isTTY;
  return isTerminal ? new TerminalLogger({ logLevels: LEVELS[logLevel] }) : new JsonLogger(logLevel);
}

class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: LogLevel) {
    this.pino = pino(
      {
        level,
        base: { pid: process.pid },
        messageKey: 'message',
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      process.stdout,
    );
  }

  verbose = (message: unknown, ...others: unknown[]): void => this.write('trace', message, others);
  debug = (message: unknown, ...others: unknown[]): void => this.write('debug', message, others);
  log = (message: unknown, ...others: unknown[]): void => this.write('info', message, others);
  warn = (message: unknown, ...others: unknown[]): void => this.write('warn', message, others);
  error = (message: unknown, ...others: unknown[]): void => this.write('error', message, others);
  fatal = (message: unknown, ...others: unknown[]): void => this.write('fatal', message, others);

  /** @param others Nest's optional arguments: the stack of an error, and last the context */
  private write(level: Level, message: unknown, others: readonly unknown[]): void {
    const context = others.at(-1);
    const [stack] = others.slice(0, -1);
    const fields = { context, ...(typeof stack === 'string' && { stack }) };
    if (message instanceof Error) this.pino[level]({ ...fields, stack: message.stack }, message.message);
    else if (typeof message === 'object') this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}

/** Nest's logger, with each object on one line. */
class TerminalLogger extends ConsoleLogger {
  protected override stringifyMessage(message: unknown, level: NestLogLevel): string {
    if (typeof message !== 'object' || message === null) return super.stringifyMessage(message, level);
    return Object.entries(message as Record<string, unknown>)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ');
  }
}
