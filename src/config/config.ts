// Reads the environment once, into one frozen and typed Config, or throws a ConfigError with everything that is wrong.
// environment.ts validates the single variables.

import { resolve } from 'node:path';
import { readOrCreateSecret } from './stored-secret.js';
import { type LOG_LEVELS, readEnvironment } from './environment.js';

export type LogLevel = (typeof LOG_LEVELS)[number];
export type Environment = 'development' | 'production' | 'test';

export interface DemoSignIn {
  readonly name: string;
  readonly role: 'WRITER' | 'EDITOR' | 'ADMIN';
  readonly email: string;
  readonly password: string;
}

export interface Config {
  readonly environment: Environment;
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  /** Where absent, /metrics is on `port`. */
  readonly metricsPort: number | undefined;
  /** The bearer token that /metrics on `port` requires. */
  readonly metricsToken: string | undefined;
  /** Where absent, an embedded PostgreSQL is started in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Where absent, the desk uses `databaseUrl`. */
  readonly deskDatabaseUrl: string | undefined;
  /** Where absent, delivery reads from `databaseUrl`. */
  readonly deliveryDatabaseUrl: string | undefined;
  /** Whether delivery reads from `databaseUrl` while `deliveryDatabaseUrl` cannot be reached. */
  readonly deliveryFallback: boolean;
  /** False where the desk and delivery connect through a pooler that assigns a connection to each transaction. */
  readonly preparedStatements: boolean;
  /** Absolute. */
  readonly dataDir: string;
  readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  readonly authSecret: string;
  /** Of the history's hashes: the current one, then those of before. Empty: events get no hash. See history-keys.ts. */
  readonly historyKeys: readonly string[];
  readonly fourEyes: boolean;
  /** The IANA name of the zone in which the desk shows and accepts times. */
  readonly timeZone: string;
  readonly siteUrl: string | undefined;
  /** The address at which the public site shows a preview, with the placeholders `{token}` and `{slug}`. */
  readonly sitePreviewUrl: string | undefined;
  /** Offered to everybody who opens the desk. Only the demo has any. */
  readonly demoSignIns: readonly DemoSignIn[];
  readonly deskOrigins: readonly string[];
  /** Hosts whose addresses become embeds, beside the known providers. */
  readonly embedHosts: readonly string[];
  /** Proxies whose X-Forwarded headers are trusted for the client's address. */
  readonly trustedProxies: readonly string[];
  /** The limit of the delivery API's response cache; 0 turns it off. */
  readonly cacheBytes: number;
  /** For how long delivery may serve cached responses while PostgreSQL cannot be reached; 0: not at all. */
  readonly staleLimitSeconds: number;
  /** The number of processes that serve requests. */
  readonly workers: number;
  /** The maximum of connections in each of a worker's two pools. */
  readonly poolSize: number;
  /** The maximum of connections in a worker's pool for previews. */
  readonly previewPoolSize: number;
  /** The absolute path of the manifest of persisted documents, and whether all other documents are refused. */
  readonly persistedDocuments: { readonly file: string; readonly only: boolean } | undefined;
  /** Whether the desk in the browser is served. */
  readonly desk: boolean;
  readonly explorer: boolean;
  readonly logLevel: LogLevel;
  /** Whether responses from the cache are logged as well. */
  readonly logHits: boolean;
  readonly migrateAtStart: boolean;
  /** Whether this process runs background jobs: of several workers, one does. */
  readonly backgroundJobs: boolean;
}

/** The Config once its database runs, whether configured or embedded. */
export type ServerConfig = Config & { readonly databaseUrl: string };

/** The connections of one server to its database. Its workers' pools share them, and each pool gets at least one. */
const MAX_SERVER_CONNECTIONS = 90;
/** A worker cannot keep more connections busy. */
const MAX_POOL_SIZE = 10;
/** Few, so that previews never keep readers waiting. */
const MAX_PREVIEW_POOL_SIZE = 2;

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
 * Reads the environment. Where it has no AUTH_SECRET, reads or creates the one in the data directory.
 * @throws ConfigError
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readEnvironment(env);
  if ('problems' in read) throw new ConfigError(read.problems);

  const value = read.variables;
  const dataDir = resolve(value.DATA_DIR);
  const workers = value.WORKERS ?? 1;
  const poolSize = poolSizeFor(workers);
  const { PERSISTED_DOCUMENTS: documents } = value;
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = value;
  return Object.freeze({
    environment: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT ?? 3000,
    metricsPort: value.METRICS_PORT,
    metricsToken: value.METRICS_TOKEN,
    databaseUrl: value.DATABASE_URL,
    deskDatabaseUrl: value.DESK_DATABASE_URL,
    deliveryDatabaseUrl: value.DELIVERY_DATABASE_URL,
    deliveryFallback: value.DELIVERY_FALLBACK ?? false,
    preparedStatements: value.PREPARED_STATEMENTS ?? true,
    dataDir,
    firstAdministrator: email && password ? Object.freeze({ email, password }) : undefined,
    authSecret: value.AUTH_SECRET ?? authSecretIn(dataDir),
    historyKeys: Object.freeze(value.HISTORY_KEY ?? []),
    fourEyes: value.FOUR_EYES ?? true,
    timeZone: value.TIME_ZONE ?? 'UTC',
    siteUrl: value.SITE_URL,
    sitePreviewUrl: value.SITE_PREVIEW_URL,
    demoSignIns: Object.freeze([]),
    deskOrigins: Object.freeze(value.DESK_ORIGINS ?? []),
    embedHosts: Object.freeze(value.EMBED_HOSTS ?? []),
    trustedProxies: Object.freeze(value.TRUST_PROXY ?? []),
    cacheBytes: (value.CACHE ?? 64) * 1024 * 1024,
    staleLimitSeconds: value.STALE_LIMIT ?? 10,
    workers,
    poolSize,
    previewPoolSize: Math.min(MAX_PREVIEW_POOL_SIZE, poolSize),
    persistedDocuments: documents && Object.freeze({ ...documents, file: resolve(documents.file) }),
    desk: value.DESK ?? true,
    explorer: value.EXPLORER ?? value.NODE_ENV !== 'production',
    logLevel: value.LOG_LEVEL,
    logHits: value.LOG_HITS ?? false,
    migrateAtStart: value.MIGRATE ?? true,
    backgroundJobs: true,
  });
}

/** PostgreSQL accepts 100 connections by default. Each worker also holds one that listens for changes; the background takes three. */
function poolSizeFor(workers: number): number {
  const forPools = MAX_SERVER_CONNECTIONS / workers - 1 - MAX_PREVIEW_POOL_SIZE;
  return Math.min(MAX_POOL_SIZE, Math.max(1, Math.floor(forPools / 2)));
}

function authSecretIn(dataDir: string): string {
  try {
    return readOrCreateSecret(dataDir, 'auth-secret');
  } catch (error) {
    const reason = String(error).replace(/^Error: /, '');
    throw new ConfigError([
      `AUTH_SECRET was absent, and none could be kept in DATA_DIR (${dataDir}): ${reason}`,
    ]);
  }
}
