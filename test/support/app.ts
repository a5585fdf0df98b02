// The whole application over HTTP, on a database of its own: what every end-to-end test asks.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import type { ServerConfig } from '../../src/config/config.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase } from './database.js';

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // The shape of an answer's data is the test's business: it knows what it asked for.
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
  readonly nest: NestFastifyApplication;
  /** Asks the desk; without a token as nobody. */
  desk(query: string, variables?: object, token?: string): Promise<GraphQLAnswer>;
  /** Asks delivery; with a token as a preview. */
  delivery(query: string, variables?: object, token?: string): Promise<GraphQLAnswer>;
  close(): Promise<void>;
}

export const TEST_SECRET = 'a secret that only the tests know, and long enough';

export function testConfig(databaseUrl: string): ServerConfig {
  return {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    metricsPort: undefined,
    databaseUrl,
    deliveryDatabaseUrl: undefined,
    dataDir: '.data',
    firstAdministrator: undefined,
    authSecret: TEST_SECRET,
    fourEyes: true,
    deskOrigins: ['https://desk.example'],
    explorer: false,
    logLevel: 'silent',
    migrateAtStart: false,
  };
}

/** @param changes to the configuration; with a `databaseUrl`, a second server on that database */
export async function startApp(changes: Partial<ServerConfig> = {}): Promise<TestApp> {
  const database = changes.databaseUrl === undefined ? await cloneDatabase() : undefined;
  const databaseUrl = changes.databaseUrl ?? database?.url ?? '';
  const nest = await createServer({ ...testConfig(databaseUrl), ...changes });
  await nest.listen({ host: '127.0.0.1', port: 0 });
  const url = await nest.getUrl();

  const ask = async (
    path: string,
    query: string,
    variables?: object,
    token?: string,
  ): Promise<GraphQLAnswer> => {
    const request = supertest(url).post(path).send({ query, variables });
    if (token !== undefined) request.set('Authorization', `Bearer ${token}`);
    const { status, headers, body } = await request;
    return { status, headers, ...body };
  };

  return {
    url,
    databaseUrl,
    nest,
    desk: (query, variables, token) => ask('/graphql/desk', query, variables, token),
    delivery: (query, variables, token) => ask('/graphql', query, variables, token),
    close: async () => {
      await nest.close();
      await database?.drop();
    },
  };
}
