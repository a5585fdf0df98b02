// Bodies beyond the limit, over raw sockets: the client gets the whole refusal, whenever it looks for it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const MAX_WAIT_MS = 20_000;
const CHUNK = Buffer.alloc(64 * 1024, ' ');

/** Waits until the kernel has it: what is left unsent when the server closes is the fault that these tests look for. */
const write = (socket: Socket, bytes: Buffer | string) =>
  new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

const head = (path: string, framing: string) =>
  [`POST ${path} HTTP/1.1`, 'Host: copydesk', 'Content-Type: application/json', framing, '', ''].join('\r\n');

interface Framing {
  readonly header: string;
  readonly encode: (bytes: Buffer) => Buffer;
  readonly end: string;
}

const framings = (bytes: number): Record<string, Framing> => ({
  'of a given length': { header: `Content-Length: ${bytes}`, encode: (each) => each, end: '' },
  'in chunks': {
    header: 'Transfer-Encoding: chunked',
    encode: (each) =>
      Buffer.concat([Buffer.from(`${each.length.toString(16)}\r\n`), each, Buffer.from('\r\n')]),
    end: '0\r\n\r\n',
  },
});

/** @returns all that the server sent until it closed the connection; rejects where it was reset before */
async function read(socket: Socket): Promise<string> {
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  const timer = setTimeout(() => socket.destroy(new Error(`No end after: ${answer}`)), MAX_WAIT_MS);
  await once(socket, 'end').finally(() => clearTimeout(timer));
  return answer;
}

function expectRefusal(answer: string): void {
  const [start = '', body = ''] = answer.split('\r\n\r\n');
  expect(start).toMatch(/^HTTP\/1\.1 413 /);
  expect(start).toMatch(/^connection: close$/im);
  expect(body).toHaveLength(Number(/^content-length: (\d+)$/im.exec(start)?.[1]));
  expect(JSON.parse(body).errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
}

describe.each(['/graphql', '/graphql/desk'])('%s', (path) => {
  const MEGABYTES = 8;
  const bytes = MEGABYTES * 1024 * 1024;

  /** A connection over which the head of a request has been sent. */
  const openWith = async (header: string) => {
    const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1', allowHalfOpen: true });
    await once(socket, 'connect');
    await write(socket, head(path, header));
    return socket;
  };

  describe.each(Object.keys(framings(bytes)))('a body of eight megabytes %s', (kind) => {
    const { header, encode, end } = framings(bytes)[kind] as Framing;
    test('that is sent to its end before the client reads gets a whole 413', async () => {
      for (let run = 0; run < 5; run++) {
        const socket = await openWith(header);
        for (let sent = 0; sent < bytes; sent += CHUNK.length) await write(socket, encode(CHUNK));
        await write(socket, end);
        expectRefusal(await read(socket));
        socket.destroy();
      }
    });

    test('that goes on slowly after the refusal gets a whole 413', async () => {
      const socket = await openWith(header);
      for (let sent = 0; sent < bytes / 2; sent += CHUNK.length) await write(socket, encode(CHUNK));
      for (let part = 0; part < 10; part++) {
        await sleep(20);
        await write(socket, encode(CHUNK));
      }
      expectRefusal(await read(socket));
      socket.destroy();
    });
  });

  test('a body without an end gets a whole 413, and its connection is closed', async () => {
    const { header, encode } = framings(bytes)['in chunks'] as Framing;
    const socket = await openWith(header);
    let isClosed = false;
    socket.on('error', () => undefined).once('close', () => (isClosed = true));
    const answer = read(socket);
    const deadline = Date.now() + MAX_WAIT_MS;
    while (!isClosed && Date.now() < deadline) {
      await write(socket, encode(CHUNK)).catch(() => undefined);
      await sleep(10);
    }
    expectRefusal(await answer);
    expect(isClosed).toBe(true);
  });
});
