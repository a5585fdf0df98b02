// Runs the servers of a test run in a process of their own, where the application is loaded once and not anew for each
// test file. Controlled over HTTP: POST / with a ServerConfig starts one and answers { id, url }, DELETE /id stops it.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ServerConfig } from '../../src/config/config.js';

export interface StartedServer {
  readonly id: string;
  readonly url: string;
}

/** @returns the address of the control server; `stop` ends it and all servers */
export async function serveServers(dist: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { createServer } = await import(`${dist}/server.js`);
  const running = new Map<string, NestFastifyApplication>();

  async function start(config: ServerConfig): Promise<StartedServer> {
    const app = await createServer(config);
    await app.listen({ host: config.host, port: config.port });
    const url = await app.getUrl();
    const id = new URL(url).port;
    running.set(id, app);
    return { id, url };
  }

  async function stop(id: string): Promise<object> {
    await running.get(id)?.close();
    running.delete(id);
    return {};
  }

  const answer = async (request: IncomingMessage): Promise<object> =>
    request.method === 'POST'
      ? start((await json(request)) as ServerConfig)
      : stop(request.url?.slice(1) ?? '');

  const control = createHttpServer((request, response) => {
    answer(request).then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
    stop: async () => {
      control.close();
      control.closeAllConnections();
      await Promise.all([...running.keys()].map(stop));
    },
  };
}
