// The whole application over HTTP, on a database of its own: every end-to-end test sends its requests to it.
import type pg from 'pg';
import type { ServerConfig } from '../../src/config/config.js';
import { asOwner, cloneDatabase } from './database.js';
import { bearer, sendRequest, graphqlPost } from './http.js';
import type { StartedServer } from './servers.js';

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // The shape of an answer's data is the test's business: it knows what it selected.
  readonly data: ReturnType<typeof JSON.parse>;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string } & Readonly<Record<string, ReturnType<typeof JSON.parse>>>;
  }[];
}

export interface TestApp {
  readonly url: string;
  readonly databaseUrl: string;
  /** The owner's rights, for looking behind the application. */
  readonly owner: pg.Pool;
  /** Executes an operation of the desk API; without a token as nobody. */
  desk(query: string, variables?: object, token?: string): Promise<GraphQLAnswer>;
  /** Executes an operation of the delivery API; with a token as a preview. */
  delivery(query: string, variables?: object, token?: string): Promise<GraphQLAnswer>;
  close(): Promise<void>;
}

export const TEST_SECRET = 'a secret that only the tests know, and long enough';

export const TEST_HISTORY_KEY = 'the key of the history that only the tests know';

export function testConfig(databaseUrl: string): ServerConfig {
  return {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    metricsPort: undefined,
    metricsToken: undefined,
    databaseUrl,
    deskDatabaseUrl: undefined,
    deliveryDatabaseUrl: undefined,
    deliveryFallback: false,
    preparedStatements: true,
    dataDir: '.data',
    firstAdministrator: undefined,
    authSecret: TEST_SECRET,
    historyKeys: [TEST_HISTORY_KEY],
    fourEyes: true,
    timeZone: 'UTC',
    siteUrl: undefined,
    demoSignIns: [],
    deskOrigins: ['https://desk.example'],
    sitePreviewUrl: 'https://site.example/preview?token={token}&slug={slug}',
    embedHosts: [],
    trustedProxies: [],
    cacheBytes: 1024 * 1024,
    staleLimitSeconds: 10,
    workers: 1,
    poolSize: 10,
    previewPoolSize: 2,
    persistedDocuments: undefined,
    desk: false,
    explorer: false,
    logLevel: 'silent',
    logHits: false,
    migrateAtStart: false,
    backgroundJobs: true,
  };
}

/** @param changes to the configuration; with a `databaseUrl`, a second server on that database */
export async function startApp(changes: Partial<ServerConfig> = {}): Promise<TestApp> {
  return startAppWith(changes, async (config) => {
    const { id, url } = await askServers<StartedServer>('POST', '', config);
    return { url, stop: () => askServers('DELETE', id) };
  });
}

/** @param start starts the server, where it is not one of the run's: in the test's own process, or in one that it kills */
export async function startAppWith(
  changes: Partial<ServerConfig>,
  start: (config: ServerConfig) => Promise<{ url: string; stop(): Promise<unknown> }>,
): Promise<TestApp> {
  const database = changes.databaseUrl === undefined ? await cloneDatabase() : undefined;
  const databaseUrl = changes.databaseUrl ?? database?.url ?? '';
  const { url, stop } = await start({ ...testConfig(databaseUrl), ...changes });
  const owner = asOwner(databaseUrl);
  return {
    url,
    databaseUrl,
    owner,
    desk: (query, variables, token) => ask(url, '/graphql/desk', { query, variables }, token),
    delivery: (query, variables, token) => ask(url, '/graphql', { query, variables }, token),
    close: async () => {
      await stop();
      await owner.end();
      await database?.drop();
    },
  };
}

async function ask(url: string, path: string, request: object, token?: string): Promise<GraphQLAnswer> {
  const { message, bytes } = await sendRequest(url, path, graphqlPost(request, bearer(token)));
  const { statusCode: status = 0, headers } = message;
  return { status, headers: headers as Record<string, string>, ...JSON.parse(bytes.toString()) };
}

/** A server that takes longer does not start at all. */
const MAX_START_MS = 60_000;

async function askServers<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${process.env.TEST_SERVERS_URL}/${path}`, {
    method,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(MAX_START_MS),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
