// The environment, read once, as one frozen and typed Config; or everything that is wrong with it, told at once.
// It connects to nothing and starts nothing.

import { resolve } from 'node:path';
import { keptAuthSecret } from './auth-secret.js';
import { type LOG_LEVELS, readEnvironment } from './environment.js';

export type LogLevel = (typeof LOG_LEVELS)[number];
export type Environment = 'development' | 'production' | 'test';

export interface Config {
  readonly environment: Environment;
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  /** Where absent, /metrics is on `port`. */
  readonly metricsPort: number | undefined;
  /** Where absent, an embedded PostgreSQL is started in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Where absent, delivery reads from `databaseUrl`. */
  readonly deliveryDatabaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  readonly authSecret: string;
  readonly fourEyes: boolean;
  readonly deskOrigins: readonly string[];
  /** The proxies whose word about the client's address counts. */
  readonly trustedProxies: readonly string[];
  /** Of the delivery API's answers; 0 for none. */
  readonly cacheBytes: number;
  /** Processes that answer requests. */
  readonly workers: number;
  /** The most connections in each of a worker's two pools. */
  readonly poolSize: number;
  /** The manifest of trusted documents, absolute, and whether nothing else is answered. */
  readonly persistedDocuments: { readonly file: string; readonly only: boolean } | undefined;
  readonly explorer: boolean;
  readonly logLevel: LogLevel;
  readonly migrateAtStart: boolean;
}

/** A Config once its database runs: the one that was given, or the embedded one. */
export type ServerConfig = Config & { readonly databaseUrl: string };

/** One server's connections to its database, divided among its workers' pools, which get one each at least. */
const MOST_CONNECTIONS = 90;
/** A worker cannot keep more than these busy. */
const MOST_IN_POOL = 10;

/** The injection token of the ServerConfig. */
export const CONFIG = Symbol('CONFIG');

/** `problems` holds one sentence for each variable that is wrong. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment. Where it gives no AUTH_SECRET, one is made and kept in the data directory. Throws ConfigError.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readEnvironment(env);
  if ('problems' in read) throw new ConfigError(read.problems);

  const value = read.variables;
  const dataDir = resolve(value.DATA_DIR);
  const workers = value.WORKERS ?? 1;
  const { PERSISTED_DOCUMENTS: documents } = value;
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = value;
  return Object.freeze({
    environment: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT ?? 3000,
    metricsPort: value.METRICS_PORT,
    databaseUrl: value.DATABASE_URL,
    deliveryDatabaseUrl: value.DELIVERY_DATABASE_URL,
    dataDir,
    firstAdministrator: email && password ? Object.freeze({ email, password }) : undefined,
    authSecret: value.AUTH_SECRET ?? authSecretIn(dataDir),
    fourEyes: value.FOUR_EYES ?? true,
    deskOrigins: Object.freeze(value.DESK_ORIGINS ?? []),
    trustedProxies: Object.freeze(value.TRUST_PROXY ?? []),
    cacheBytes: (value.CACHE ?? 64) * 1024 * 1024,
    workers,
    poolSize: poolSizeFor(workers),
    persistedDocuments: documents && Object.freeze({ ...documents, file: resolve(documents.file) }),
    explorer: value.EXPLORER ?? value.NODE_ENV !== 'production',
    logLevel: value.LOG_LEVEL,
    migrateAtStart: value.MIGRATE ?? true,
  });
}

/** PostgreSQL lets 100 in unless it is told otherwise. Each worker also has one that listens. */
function poolSizeFor(workers: number): number {
  const forPools = MOST_CONNECTIONS / workers - 1;
  return Math.min(MOST_IN_POOL, Math.max(1, Math.floor(forPools / 2)));
}

function authSecretIn(dataDir: string): string {
  try {
    return keptAuthSecret(dataDir);
  } catch (error) {
    const why = String(error).replace(/^Error: /, '');
    throw new ConfigError([
      `AUTH_SECRET was absent, and none could be kept in DATA_DIR (${dataDir}): ${why}`,
    ]);
  }
}
