// The application in the test's own process, for what can only be seen from inside.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServerConfig } from '../../src/config/config.js';
import { createServer } from '../../src/server.js';
import { startedApp, type TestApp } from './app.js';

export async function startAppHere(
  changes: Partial<ServerConfig> = {},
): Promise<TestApp & { readonly nest: NestFastifyApplication }> {
  let nest: NestFastifyApplication | undefined;
  const app = await startedApp(changes, async (config) => {
    const server = await createServer(config);
    await server.listen({ host: config.host, port: config.port });
    nest = server;
    return { url: await server.getUrl(), stop: () => server.close() };
  });
  if (nest === undefined) throw new Error('The server was not made.');
  return { ...app, nest };
}
