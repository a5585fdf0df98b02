// Node's HTTP server under Fastify. It closes connections so that a client still gets the whole response to its request.
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

/** Fastify's default: longer than the minute after which load balancers close an idle connection. */
const KEEP_ALIVE_MS = 72_000;

/** How long idle connections stay open at a shutdown: a request may be on its way over one of them. */
const IDLE_GRACE_MS = 1000;

/** How much longer the server reads a body that it has refused. */
const MAX_LINGER_BYTES = 16 * 1024 * 1024;
const MAX_LINGER_MS = 5000;

/** A server whose responses close their connections once it stops listening: an open connection would delay the shutdown. */
export function createHttpServer(listener: RequestListener): Server {
  class Response extends ServerResponse {
    constructor(...args: ConstructorParameters<typeof ServerResponse>) {
      super(...args);
      // Added before Node's own listener, which closes the connection.
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
 * Stops listening, and answers requests on open connections; each connection closes with its next response. Connections that
 * are idle after a second are closed. Resolves when all are closed.
 */
export async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  // The HTTP server's own `close` destroys idle connections at once, although a request may be on its way over one of them.
  NetServer.prototype.close.call(server);
  const timer = setTimeout(() => server.closeIdleConnections(), IDLE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

/**
 * Closes only the server's side at first, where Node would close the connection while the client still sends its body. TCP resets
 * a connection that is closed with unread bytes, and the client loses the response.
 */
function lingerBeforeClosing(request: IncomingMessage): void {
  const { socket } = request;
  socket.destroySoon = () => {
    // The refused body was read to its end, and this is a later request on the same connection.
    if (request.complete) return Socket.prototype.destroySoon.call(socket);
    endThenLinger(socket, request);
    request.once('end', () => socket.destroy());
  };
  // Otherwise Node discards the rest of the body without emitting it.
  request.resume();
}

/**
 * Closes the server's side now, and the whole connection after MAX_LINGER_MS or MAX_LINGER_BYTES.
 * @param source emits the data that is read from the socket meanwhile
 */
export function endThenLinger(socket: Socket, source: Socket | IncomingMessage = socket): void {
  const maxBytesRead = socket.bytesRead + MAX_LINGER_BYTES;
  const timer = setTimeout(() => socket.destroy(), MAX_LINGER_MS);
  socket.once('close', () => clearTimeout(timer)).end();
  source.on('data', () => socket.bytesRead > maxBytesRead && socket.destroy());
}
