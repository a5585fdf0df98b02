import { once } from 'node:events';
import { createServer, request, type Server, type ServerOptions } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { clientErrorHandler } from './client-errors.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(options: ServerOptions): Promise<number> {
  // It reads requests and never answers them.
  server = createServer({ connectionsCheckingInterval: 20, ...options }, (incoming) => incoming.resume());
  server.on('clientError', clientErrorHandler(['https://desk.example'])).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('headers that do not come to their end are answered with 408', async () => {
  const socket = connect(await serve({ headersTimeout: 50 }), '127.0.0.1');
  socket.write('GET /graphql HTTP/1.1\r\nHost: copydesk\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  // The path is not known here.
  expect(answer).toContain('\r\nAccess-Control-Allow-Origin: *\r\n');
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '').errors[0].extensions.code).toBe('BAD_REQUEST');
});

test.each([
  ['/graphql', 'https://stranger.example', '*'],
  ['/graphql/desk', 'https://desk.example', 'https://desk.example'],
  ['/graphql/desk', 'https://stranger.example', undefined],
])(
  'a body sent to %s by %s that does not come to its end is answered with 408',
  async (path, origin, allowed) => {
    const port = await serve({ headersTimeout: 50, requestTimeout: 100 });
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers: { origin } });
    sent.write('{');
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(408);
    expect(response.headers['access-control-allow-origin']).toBe(allowed);
    expect(JSON.parse(await text(response)).errors).toHaveLength(1);
  },
);
