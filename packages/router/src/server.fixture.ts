import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { type Socket as Caller, io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { onTestFinished } from 'vitest';

export interface TestServer {
  readonly io: Server;
  /** Connects one more client, over WebSocket unless `options` say otherwise. */
  connect(options?: Partial<ManagerOptions & SocketOptions>): Promise<Caller>;
}

/** Serves each socket with `attach` until the test is over. */
export async function serve(
  attach: (socket: Socket) => void,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const server = new Server(0, options);
  onTestFinished(() => server.close());
  server.on('connection', attach);
  const { httpServer } = server as unknown as { httpServer: import('node:http').Server };
  if (!httpServer.listening) await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  return {
    io: server,
    connect: async (more) => {
      const caller = io(`http://localhost:${port}`, { forceNew: true, transports: ['websocket'], ...more });
      onTestFinished(() => void caller.disconnect());
      await new Promise<void>((resolve) => caller.once('connect', resolve));
      return caller;
    },
  };
}

/** Sends `text` as a Socket.IO packet, whatever it is: on the wire it follows a `4`. */
export function writeRaw(caller: Caller, text: string): void {
  caller.io.engine.write(text);
}

/** The arguments of the ack with this id, for packets that were written raw. */
export function rawAck(caller: Caller, id: number): Promise<unknown> {
  return new Promise((resolve) => {
    caller.io.engine.on('message', (text: unknown) => {
      const prefix = `3${id}[`;
      if (typeof text === 'string' && text.startsWith(prefix))
        resolve(JSON.parse(text.slice(prefix.length - 1)));
    });
  });
}
