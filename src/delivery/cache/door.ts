// Where requests come in: a question that was asked before in the same bytes, and whose answer is kept, is answered here
// and never comes to Fastify; everything else goes on to it untouched.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

/** Who may know the answer. */
export interface Doorkeeper {
  /**
   * @param asked the request's body, and what of its head the answer follows from
   * @returns whether it has been answered
   */
  answer(request: IncomingMessage, response: ServerResponse, asked: string): boolean;
}

const PATH = '/graphql';
/** Milliseconds, as Fastify has it: longer than the minute after which load balancers let a connection go. */
const KEEP_ALIVE = 72_000;
/** Bytes of a question that comes in one piece. */
const MOST = 16 * 1024;

export class Door {
  private keeper: Doorkeeper | undefined;

  /** @param observe hears how many seconds each answer that was given here took */
  opensTo(keeper: Doorkeeper, observe: (seconds: number) => void): void {
    this.keeper = {
      answer(request, response, asked) {
        const startedAt = performance.now();
        const isAnswered = keeper.answer(request, response, asked);
        if (isAnswered) observe((performance.now() - startedAt) / 1000);
        return isAnswered;
      },
    };
  }

  /** Fastify's `serverFactory`. */
  readonly serverFor = (handler: RequestListener): Server =>
    createServer({ keepAliveTimeout: KEEP_ALIVE }, this.listenerFor(handler));

  private listenerFor(handler: RequestListener): RequestListener {
    return (request, response) => {
      const { keeper } = this;
      if (keeper === undefined || !isPublicQuestion(request)) return handler(request, response);
      if (request.method === 'GET') {
        return keeper.answer(request, response, askedBy(request, '')) || handler(request, response);
      }
      request.once('readable', () => {
        const body = request.read() as Buffer | null;
        const isWhole = body?.length === Number(request.headers['content-length']);
        if (isWhole && keeper.answer(request, response, askedBy(request, body.toString('latin1')))) return;
        if (body !== null) request.unshift(body);
        handler(request, response);
      });
    };
  }
}

function isPublicQuestion({ method, url = '', headers }: IncomingMessage): boolean {
  if (headers.authorization !== undefined || headers.expect !== undefined) return false;
  if (method === 'GET') return url.startsWith(`${PATH}?`) && url.length < MOST;
  const length = Number(headers['content-length']);
  // The end of what is empty would come before Fastify listens for it.
  return method === 'POST' && url === PATH && length > 0 && length <= MOST;
}

const askedBy = ({ url, headers }: IncomingMessage, body: string): string =>
  `${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}\n${headers['content-type'] ?? ''}\n${url ?? ''}\n${body}`;
