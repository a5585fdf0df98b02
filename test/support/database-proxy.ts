// A network between a server and its database that a test breaks: without a word, or so that connections are refused.
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface DatabaseProxy {
  /** The database's address by way of the proxy. */
  readonly url: string;
  /** From now on nothing passes: new connections are accepted, and nobody answers. */
  hang(): void;
  /** Nothing passes on the connections that listen for changes; new ones work. */
  hangListening(): void;
  /** Nothing passes but on the connections that the desk has opened. */
  hangAllButDesk(): void;
  /** Ends all connections, and refuses new ones. */
  refuse(): void;
  /** What was held back passes, and new connections work. */
  restore(): void;
  close(): Promise<void>;
}

interface Connection {
  readonly sockets: readonly [client: Socket, database: Socket];
  isListening: boolean;
  isDelivery: boolean;
}

export async function databaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const connections = new Set<Connection>();
  let state: 'open' | 'hanging' | 'refusing' = 'open';
  const held = new Set<Connection>();

  const hold = (connection: Connection) => {
    held.add(connection);
    for (const socket of connection.sockets) socket.pause();
  };
  const server = createServer((client) => {
    if (state === 'refusing') return void client.resetAndDestroy();
    const database = connect({ host: hostname, port: Number(port) });
    const connection: Connection = { sockets: [client, database], isListening: false, isDelivery: false };
    connections.add(connection);
    client.on('data', (data) => {
      connection.isListening ||= data.includes('LISTEN copydesk_changes');
      connection.isDelivery ||= data.includes('copydesk_delivery');
      database.write(data);
    });
    database.on('data', (data) => client.write(data));
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        // That it was closed does not pass either.
        if (held.has(connection)) return;
        other.destroy();
        connections.delete(connection);
      });
    }
    if (state === 'hanging') hold(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const destroyAll = () => {
    for (const { sockets } of connections) for (const socket of sockets) socket.destroy();
  };
  const hangListening = () => {
    const listening = [...connections].filter(({ isListening }) => isListening);
    if (listening.length === 0) throw new Error('No connection listens.');
    listening.forEach(hold);
  };
  return {
    url: url.href,
    hang: () => {
      state = 'hanging';
      connections.forEach(hold);
    },
    hangListening,
    hangAllButDesk: () => {
      state = 'hanging';
      hangListening();
      [...connections].filter(({ isDelivery }) => isDelivery).forEach(hold);
    },
    refuse: () => {
      state = 'refusing';
      destroyAll();
    },
    restore: () => {
      state = 'open';
      const restored = [...held];
      held.clear();
      for (const connection of restored) {
        const { sockets } = connection;
        if (sockets.every(({ destroyed }) => !destroyed)) for (const socket of sockets) socket.resume();
        else {
          for (const socket of sockets) socket.destroy();
          connections.delete(connection);
        }
      }
    },
    close: async () => {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}
