import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { batchingWsEngine } from '@switchboard/ws-engine';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { type Socket as Caller, io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { inject, onTestFinished } from 'vitest';
import { measuringParser } from './packet-size.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How the servers of the tests write: vitest.config.ts says it, from the environment. */
    batchedWrites: string;
  }
}

/** What Socket.IO's server is given for this run. */
const ours: Partial<ServerOptions> = {
  parser: measuringParser,
  ...(inject('batchedWrites') !== 'off' && { wsEngine: batchingWsEngine }),
};

export type CallerOptions = Partial<ManagerOptions & SocketOptions> & {
  /** @default '/' */
  readonly namespace?: string;
};

export interface TestServer {
  readonly io: Server;
  /** One more client, over WebSocket unless `options` say otherwise; it need not be connected yet. */
  open(options?: CallerOptions): Caller;
  /** One more client, connected. */
  connect(options?: CallerOptions): Promise<Caller>;
}

/** Serves each socket of the main namespace with `attach` until the test is over. */
export function serve(
  attach: (socket: Socket) => void,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  return serveWith((server) => server.on('connection', attach), options);
}

/** Serves what `prepare` sets up until the test is over. */
export async function serveWith(
  prepare: (server: Server) => void,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const server = new Server(0, { ...ours, ...options });
  onTestFinished(() => server.close());
  prepare(server);
  const { httpServer } = server as unknown as { httpServer: import('node:http').Server };
  if (!httpServer.listening) await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const open = ({ namespace = '/', ...more }: CallerOptions = {}): Caller => {
    const url = `http://localhost:${port}${namespace}`;
    const caller = io(url, { forceNew: true, transports: ['websocket'], ...more });
    onTestFinished(() => void caller.disconnect());
    return caller;
  };
  return {
    io: server,
    open,
    connect: async (more) => {
      const caller = open(more);
      await new Promise<void>((resolve, reject) =>
        caller.once('connect', resolve).once('connect_error', reject),
      );
      return caller;
    },
  };
}

/** The error that a client gets when the server refuses its connection. */
export function refusalOf(caller: Caller): Promise<unknown> {
  return new Promise((resolve) => {
    caller.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data ?? error.message));
  });
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
