// The application in the test's own process, for what can only be seen from inside: its services are at hand.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer } from '../../src/server.js';
import { startAppWith, type TestApp } from './app.js';

export async function startInProcess(): Promise<TestApp & { readonly nest: NestFastifyApplication }> {
  let nest!: NestFastifyApplication;
  const app = await startAppWith({}, async (config) => {
    nest = await createServer(config);
    await nest.listen({ host: config.host, port: config.port });
    return { url: await nest.getUrl(), stop: () => nest.close() };
  });
  return { ...app, nest };
}
