// One client's connection to a server, kept alive between its requests, and when each was sent and answered.
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The number of the last change that the server knew of; NaN where it names none. */
  readonly seq: number;
  readonly etag: string | undefined;
  /** By this machine's clock, which is the database's too, in milliseconds: before it was sent, and after it was answered. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Call {
  /** With the path. */
  readonly url: string;
  /** By POST, as JSON; without it, by GET. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 30_000;

export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** Rejects where there is no answer. */
  send({ url, body, headers }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sentAt = Date.now();
      const text = body && JSON.stringify(body);
      const call = request(
        url,
        {
          agent: this.agent,
          timeout: TIMEOUT_MS,
          method: text === undefined ? 'GET' : 'POST',
          headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
        },
        (response) => {
          let received = '';
          response.setEncoding('utf8').on('data', (part: string) => (received += part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: received,
              seq: Number(response.headers['x-content-seq'] ?? NaN),
              etag: response.headers.etag,
              sentAt,
              // The clock counts whole milliseconds, and has passed the one that it shows.
              answeredAt: Date.now() + 1,
            }),
          );
        },
      );
      call.on('timeout', () => call.destroy(new Error(`No answer within ${TIMEOUT_MS} ms.`)));
      call.on('error', reject);
      call.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
