// Sees each request before Fastify does: one that was sent before in the same bytes, and whose response is cached, is
// answered here. Everything else goes on to Fastify untouched.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { DELIVERY_PATH } from '../../config/paths.js';

export interface CacheResponder {
  /**
   * @param rawKey the request's body, and the headers that its response depends on
   * @returns whether it has been answered
   */
  tryServe(request: IncomingMessage, response: ServerResponse, rawKey: string): boolean;
}

/** Of a request that arrives in one piece. */
const MAX_REQUEST_BYTES = 16 * 1024;

export class RawCacheHandler {
  private responder: CacheResponder | undefined;

  /** @param observe is called with how many seconds each response that is sent here took */
  attach(responder: CacheResponder, observe: (seconds: number) => void): void {
    this.responder = {
      tryServe(request, response, rawKey) {
        const startedAt = performance.now();
        const isServed = responder.tryServe(request, response, rawKey);
        if (isServed) observe((performance.now() - startedAt) / 1000);
        return isServed;
      },
    };
  }

  /** @param next what does not get its response here */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const { responder } = this;
      if (responder === undefined || !mayBeCached(request)) return next(request, response);
      if (request.method !== 'POST') {
        return responder.tryServe(request, response, rawRequestKey(request, '')) || next(request, response);
      }
      request.once('readable', () => {
        const body = request.read() as Buffer | null;
        const isWhole = body?.length === Number(request.headers['content-length']);
        if (
          isWhole &&
          responder.tryServe(request, response, rawRequestKey(request, body.toString('latin1')))
        ) {
          return;
        }
        if (body !== null) request.unshift(body);
        next(request, response);
      });
    };
  }
}

function mayBeCached({ method, url = '', headers }: IncomingMessage): boolean {
  if (headers.authorization !== undefined || headers.expect !== undefined) return false;
  if (method === 'GET' || method === 'HEAD')
    return url.startsWith(`${DELIVERY_PATH}?`) && url.length < MAX_REQUEST_BYTES;
  const length = Number(headers['content-length']);
  // The end of an empty body would come before Fastify listens for it.
  if (method !== 'POST' || headers['content-encoding'] !== undefined) return false;
  return url === DELIVERY_PATH && length > 0 && length <= MAX_REQUEST_BYTES;
}

const rawRequestKey = ({ url, headers }: IncomingMessage, body: string): string =>
  `${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}\n${headers['content-type'] ?? ''}\n${url ?? ''}\n${body}`;
