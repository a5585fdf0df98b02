// Node's HTTP server under Fastify. What it adds is the end of a connection: a client gets the whole response to what it sent.
import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { once } from 'node:events';
import { Server as NetServer, Socket } from 'node:net';

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** As Fastify has it: longer than the minute after which load balancers let a connection go. */
const KEEP_ALIVE_MS = 72_000;

/** How long idle connections stay open at a shutdown: a request may be on its way over one of them. */
const IDLE_GRACE_MS = 1000;

/** How much longer the server reads a body that it has refused. */
const MAX_LINGER_BYTES = 16 * 1024 * 1024;
const MAX_LINGER_MS = 5000;

/** A server whose responses close their connections once it stops listening: an open connection would keep it from ending. */
export function createHttpServer(listener: RequestListener): Server {
  class Response extends ServerResponse {
    constructor(...args: ConstructorParameters<typeof ServerResponse>) {
      super(...args);
      // Before Node's own listener, which closes the connection.
      this.once('finish', () => this.req.complete || lingerBeforeClosing(this.req));
    }

    override writeHead(status: number, reason?: string | Head, head?: Head): this {
      if (!server.listening) this.shouldKeepAlive = false;
      return typeof reason === 'string'
        ? super.writeHead(status, reason, head)
        : super.writeHead(status, reason ?? head);
    }
  }
  const server: Server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, ServerResponse: Response },
    listener,
  );
  return server;
}

/**
 * Stops listening, and answers what comes over open connections, each of which closes with its next response. Those that stay
 * idle for a second are closed then. Resolves when all are closed.
 */
export async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  // The HTTP server's own `close` destroys idle connections at once, and with them the requests that are on their way.
  NetServer.prototype.close.call(server);
  const timer = setTimeout(() => server.closeIdleConnections(), IDLE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

/**
 * Where Node would close the connection while the client still sends its body, only the server's side is closed at first. Closed with
 * bytes that nobody has read, TCP resets the connection, and the client loses the response.
 */
function lingerBeforeClosing(request: IncomingMessage): void {
  const { socket } = request;
  socket.destroySoon = () => {
    // Another request on this connection, after a body that was refused and read to its end.
    if (request.complete) return Socket.prototype.destroySoon.call(socket);
    endThenLinger(socket, request);
    request.once('end', () => socket.destroy());
  };
  // Else Node would dump the rest of the body unseen.
  request.resume();
}

/**
 * Closes the server's side, and the whole connection after a while.
 * @param source emits what is read of the socket meanwhile
 */
export function endThenLinger(socket: Socket, source: Socket | IncomingMessage = socket): void {
  const maxBytesRead = socket.bytesRead + MAX_LINGER_BYTES;
  const timer = setTimeout(() => socket.destroy(), MAX_LINGER_MS);
  socket.once('close', () => clearTimeout(timer)).end();
  source.on('data', () => socket.bytesRead > maxBytesRead && socket.destroy());
}
