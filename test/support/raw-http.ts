// Requests as bytes, for what no client library sends.
import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The response to what is written; rejects where the connection is reset. */
export async function sendRaw(url: string, ...packets: readonly (string | Buffer)[]): Promise<RawAnswer> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  const ended = once(socket, 'end');
  for (const packet of packets) {
    await new Promise((resolve) => socket.write(packet, resolve));
  }
  await ended;
  socket.destroy();
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [name = '', ...value] = line.split(': ');
      return [name, value.join(': ')];
    }),
  );
  return { status: Number(start.split(' ')[1]), headers, text: rest.join('\r\n\r\n') };
}
