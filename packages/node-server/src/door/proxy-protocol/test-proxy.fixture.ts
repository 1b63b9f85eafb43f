import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy that lets TLS through. Ends, with all its connections, at the end of the scope. */
export interface TestProxy extends AsyncDisposable {
  readonly url: string;
}

export interface ProxyOptions {
  /** The bytes to write before those of a client, one chunk each; the last goes in one chunk with the client's first bytes. */
  readonly headerOf: (client: Socket) => readonly Buffer[];
  /** What it connects from. @default 127.0.0.1 */
  readonly from?: string;
}

export async function startProxy(
  target: number,
  { headerOf, from = '127.0.0.1' }: ProxyOptions,
): Promise<TestProxy> {
  const open = new Set<Socket>();
  const relay = async (client: Socket): Promise<void> => {
    const upstream = connect({ port: target, host: '127.0.0.1', localAddress: from, noDelay: true });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    const chunks = [...headerOf(client)];
    const last = chunks.pop() ?? Buffer.alloc(0);
    // What a write has given to the system is a chunk of its own, unless the other side is too slow to see it.
    for (const chunk of chunks) await new Promise((resolve) => upstream.write(chunk, resolve));
    client.once('data', (first: Buffer) => {
      upstream.write(Buffer.concat([last, first]));
      client.pipe(upstream);
      upstream.pipe(client);
    });
  };
  const server = createServer((client) => void relay(client));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
