import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A link that a test can break. */
export interface TcpProxy {
  readonly port: number;
  /** Stops passing anything on, in both directions, on the connections that are open: neither end learns of it. */
  freeze(): void;
  /** Cuts all open connections. */
  cut(): void;
  /** Takes no connection any more, and cuts those that are open. */
  close(): void;
}

/** Passes each connection on to the first of the ports that takes it. */
export async function startTcpProxy(...targets: readonly number[]): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const passOn = async (client: Socket): Promise<void> => {
    client.on('error', () => client.destroy());
    const target = await connectToFirst(targets);
    if (!target) return void client.destroy();
    const pair = [client, target] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (client.destroyed) return end();
    client.pipe(target).pipe(client);
  };
  const server = createServer((client) => void passOn(client));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () => {
      cut();
      server.close();
    },
    freeze: () => {
      for (const [client, target] of pairs) {
        client.unpipe().pause();
        target.unpipe().pause();
      }
    },
  };
}

async function connectToFirst(ports: readonly number[]): Promise<Socket | undefined> {
  for (const port of ports) {
    const socket = connect(port, 'localhost');
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return undefined;
}
