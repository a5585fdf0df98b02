// Node's HTTP server under Fastify.
import {
  createServer,
  ServerResponse,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** As Fastify has it: longer than the minute after which load balancers let a connection go. */
const KEEP_ALIVE_MS = 72_000;

/** A server whose responses close their connections once it stops listening: an open connection would keep it from ending. */
export function createHttpServer(listener: RequestListener): Server {
  class Response extends ServerResponse {
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
