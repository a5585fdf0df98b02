// Responds to what Node's HTTP parser refuses: headers that are too long, bytes that are not HTTP, a request that does not end.
// The response is written to the socket. It has the headers and the shape of the APIs' own errors, as far as the request is known.
import { maxHeaderSize, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import { payloadTooLarge } from '../domain/errors.js';
import { errorTypeFor } from '../graphql/media-type.js';
import { endThenLinger } from './http-server.js';

interface ParserError extends NodeJS.ErrnoException {
  /** A buffer with the last bytes of the request, or all of it. Fastify's types declare it as JSON. */
  readonly rawPacket?: unknown;
}

/** `_httpMessage` is Node's own: the response to the request that is being read or answered. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/** What is known of a request; undefined what is not. */
interface RequestHead {
  readonly path: string | undefined;
  readonly accept: string | undefined;
  readonly origin: string | undefined;
}

/** Fastify's `clientErrorHandler`. */
export function clientErrorHandler(
  deskOrigins: readonly string[],
): (error: ParserError, socket: Socket) => void {
  return (error, socket: HttpSocket) => {
    // An earlier request on this connection was refused.
    if (socket.writableEnded) return;
    const inFlight = socket._httpMessage;
    if (error.code === 'ECONNRESET' || !socket.writable || inFlight?.headersSent) {
      socket.destroy(error);
      return;
    }
    const head = inFlight ? headOf(inFlight.req) : parseHead(error.rawPacket);
    const { status, body } = refusalOf(error);
    const headers = {
      'Content-Type': errorTypeFor(head.accept),
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      ...corsHeadersFor(head, deskOrigins),
      Connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
    endThenLinger(socket);
  };
}

function refusalOf({ code }: ParserError): { status: number; body: string } {
  const bodyOf = (message: string, extensions: object) =>
    JSON.stringify({ errors: [{ message, extensions }] });
  const badRequest = (status: number, message: string) => ({
    status,
    body: bodyOf(message, { code: 'BAD_REQUEST' }),
  });
  const tooLarge = (status: number) => {
    const { code, extensions } = payloadTooLarge(maxHeaderSize);
    const message = `The headers of a request may have ${maxHeaderSize} bytes at most.`;
    return { status, body: bodyOf(message, { code, ...extensions }) };
  };
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge(431);
  // Node counts the extensions of chunks as headers.
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return tooLarge(413);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return badRequest(408, 'The request did not come to its end.');
  return badRequest(400, 'This is no HTTP request.');
}

const headOf = ({ url, headers: { accept, origin } }: IncomingMessage): RequestHead => ({
  path: url?.split('?', 1)[0],
  accept,
  origin,
});

function parseHead(packet: unknown): RequestHead {
  const text = Buffer.isBuffer(packet) ? packet.toString('latin1') : '';
  const header = (name: string) => new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'im').exec(text)?.[1];
  return {
    path: /^\s*[A-Z]+ ([^ ?\r\n]+)/.exec(text)?.[1],
    accept: header('accept'),
    origin: header('origin'),
  };
}

/** The headers of cors.ts. Where the path is not known, every origin may read the error: it holds no data. */
function corsHeadersFor(
  { path = DELIVERY_PATH, origin = '' }: RequestHead,
  deskOrigins: readonly string[],
): Record<string, string> {
  if (path === DELIVERY_PATH) return { 'Access-Control-Allow-Origin': '*' };
  if (path !== DESK_PATH || !deskOrigins.includes(origin)) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  };
}
