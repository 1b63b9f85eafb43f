import { once } from 'node:events';
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { onTestFinished } from 'vitest';
import { type ClientOptions, createClient } from './client.ts';
import { contract, type TestClientEvents, type TestServerEvents } from './contract.fixture.ts';
import type { ConnectionState } from './socket/connection-state.ts';
import type { Client } from './typed-client.ts';

export type TestClient = Client<TestClientEvents, TestServerEvents>;

export interface TestServer {
  readonly io: Server;
  readonly url: string;
  /** While it is closed every handshake is turned away, so that clients go on trying. */
  readonly gate: { open: boolean; refused: number };
  /** From now on holds an upgrade to WebSocket back until the function that it resolves to is called. */
  holdUpgrade(): Promise<() => void>;
  /** The event packets that arrived: name, payload, meta, without the ack. */
  readonly received: unknown[][];
  /** Cuts every connection without a word. */
  cut(): void;
  client(options?: ClientOptions): TestClient;
}

/** A plain Socket.IO server that speaks the wire, until the test is over. */
export async function serve(
  attach: (socket: Socket) => void = () => {},
  http: HttpServer | HttpsServer = createServer((_request, response) => response.writeHead(404).end()),
): Promise<TestServer> {
  const gate = { open: true, refused: 0 };
  const received: unknown[][] = [];
  const io = new Server(http, {
    allowRequest: (_request, decide) => {
      if (!gate.open) gate.refused += 1;
      decide(null, gate.open);
    },
  });
  onTestFinished(() => io.close());
  io.on('connection', (socket) => {
    socket.onAny((...packet: unknown[]) => {
      if (packet[0] !== 'sync') received.push(packet.filter((part) => typeof part !== 'function'));
    });
    socket.on('sync', (...args) => (args.at(-1) as (reply: object) => void)({ ok: true }));
    attach(socket);
  });
  http.listen(0);
  await once(http, 'listening');
  const url = `${'setSecureContext' in http ? 'https' : 'http'}://localhost:${(http.address() as AddressInfo).port}`;
  return {
    io,
    url,
    gate,
    received,
    holdUpgrade: () =>
      new Promise((resolve) => {
        io.engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
          if (request.headers.upgrade) resolve(next);
          else next();
        });
      }),
    cut: () => {
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    client: (options) => openClient(url, options),
  };
}

/** A client that tries again at once, and ends with the test. */
export function openClient(url: string, options: ClientOptions = {}): TestClient {
  const socketOptions = {
    transports: ['websocket'],
    reconnectionDelay: 5,
    reconnectionDelayMax: 5,
    ...options.socketOptions,
  };
  const client = createClient(contract, url, { ...options, socketOptions });
  onTestFinished(() => client.disconnect());
  return client;
}

/** Resolves to the first state from now on that has this status and, if given, passes the test. */
export function until<Status extends ConnectionState['status']>(
  client: Pick<TestClient, 'state' | 'onState'>,
  status: Status,
  passes: (state: Extract<ConnectionState, { status: Status }>) => boolean = () => true,
): Promise<Extract<ConnectionState, { status: Status }>> {
  type Wanted = Extract<ConnectionState, { status: Status }>;
  const isWanted = (state: ConnectionState): state is Wanted =>
    state.status === status && passes(state as Wanted);
  return new Promise((resolve) => {
    if (isWanted(client.state)) return resolve(client.state);
    const stop = client.onState((state) => {
      if (!isWanted(state)) return;
      stop();
      resolve(state);
    });
  });
}

/** Resolves once the server has seen everything that this client sent before. */
export async function sync(client: TestClient): Promise<void> {
  await client.callUnchecked('sync');
}
