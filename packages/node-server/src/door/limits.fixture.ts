import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, type ClientOptions, createClient } from '@switchboard/client';
import { type CutReason, defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { createRouter, createSocketMsgRouter } from '@switchboard/router';
import { pino } from 'pino';
import { z } from 'zod';
import { announceLimits } from './announce-limits.ts';
import { type Connections, createConnections } from './connections.ts';
import { createDoor, type DoorConfig } from './door.ts';
import { createSocketServer, type Server } from './socket-server.ts';

const policy = { rate: '1000000/s' } as const;
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be binary');

export const contract = defineContract({
  name: 'limits',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'step:take': {
      summary: 'Take a step, in order',
      payload: z.strictObject({ number: z.int() }),
      response: z.strictObject({ number: z.int() }),
      policy: { ...policy, order: 'socket' },
    },
    'step:mark': {
      summary: 'Mark a step, in order, without a reply',
      payload: z.strictObject({ number: z.int() }),
      policy: { ...policy, order: 'socket' },
    },
    'text:count': {
      summary: 'Count the characters of a text',
      payload: z.strictObject({ text: z.string() }),
      response: z.strictObject({ characters: z.int() }),
      policy: { ...policy, maxBytes: 1_000_000 },
    },
    'text:short': {
      summary: 'Send a short text',
      payload: z.strictObject({ text: z.string() }),
      response: z.strictObject({}),
      policy: { ...policy, maxBytes: 1_000 },
    },
    'bytes:count': {
      summary: 'Count bytes',
      payload: z.strictObject({ bytes: Bytes }),
      response: z.strictObject({ bytes: z.int() }),
      policy: { ...policy, maxBytes: 1_000_000 },
    },
    wait: { summary: 'Wait for ever', response: z.strictObject({}), policy },
  }),
  serverEventMap: defineServerEvents({
    'text:ask': { summary: 'Ask for a text', response: z.strictObject({ text: z.string() }) },
  }),
});

export type LimitsClient = Client<typeof contract.clientEventMap, typeof contract.serverEventMap>;

export interface Limited extends AsyncDisposable {
  readonly io: Server;
  readonly url: string;
  readonly connections: Connections;
  /** Why connections were cut, so far. */
  readonly cuts: CutReason[];
  /** By which limits connections were refused, so far. */
  readonly refusals: string[];
  /** The steps in the order in which they arrived. */
  readonly steps: number[];
  /** Closes all connections; their clients come back by themselves. */
  dropAll(): void;
  /** A client that tries again at once. */
  client(options?: ClientOptions): LimitsClient;
}

export interface Limits {
  readonly maxPacketsPerSecond?: number;
  readonly maxPacketBytes?: number;
  readonly maxBufferedBytes?: number;
  readonly maxBufferedBytesInTotal?: number;
  readonly maxConnections?: number;
  readonly maxConnectionsPerAddress?: number;
  readonly maxReceivedBytesPerSecondPerAddress?: number;
  readonly connectTimeout?: number;
  readonly pingTimeout?: number;
  readonly batchedWrites?: boolean;
  readonly trustProxy?: DoorConfig['trustProxy'];
  /** Where it does not, nothing is cut either. @default true */
  readonly announces?: boolean;
}

/** A plain HTTP server behind the door, with the defaults of its limits, for a contract without rates, on two namespaces. */
export async function serveLimited({
  maxPacketsPerSecond = 500,
  maxPacketBytes = 262_144,
  maxBufferedBytes = 4_194_304,
  maxBufferedBytesInTotal = 134_217_728,
  maxConnections = 10_000,
  maxConnectionsPerAddress = 1_000,
  maxReceivedBytesPerSecondPerAddress = 8_388_608,
  connectTimeout = 10_000,
  pingTimeout = 20_000,
  batchedWrites = true,
  trustProxy = 0,
  announces = true,
}: Limits = {}): Promise<Limited> {
  const http = createServer();
  const config = {
    pingTimeout,
    pingInterval: 25_000,
    allowedOrigins: 'any',
    ...{ connectTimeout, batchedWrites, trustProxy, maxConnections, maxConnectionsPerAddress },
    ...{
      maxReceivedBytesPerSecondPerAddress,
      maxPacketsPerSecond,
      maxPacketBytes,
      maxBufferedBytes,
      maxBufferedBytesInTotal,
    },
  } as const;
  const cuts: CutReason[] = [];
  const refusals: string[] = [];
  const metrics = {
    onRefused: (reason: string) => void refusals.push(reason),
    onCut: (reason: string) => void cuts.push(reason as CutReason),
  };
  const parts = { logger: pino({ level: 'silent' }), metrics };
  const { io, connections = createConnections(http) } = announces
    ? createDoor({ server: http }, config, parts)
    : { io: createSocketServer(http, config) };
  const steps: number[] = [];
  const router = createRouter(contract).controllers({
    'step:take': ({ message: { number } }) => {
      steps.push(number);
      return { number };
    },
    'step:mark': ({ message: { number } }) => void steps.push(number),
    'text:count': ({ message: { text } }) => ({ characters: text.length }),
    'text:short': () => ({}),
    'bytes:count': ({ message: { bytes } }) => ({ bytes: bytes.length }),
    wait: () => new Promise(() => undefined),
  });
  for (const namespace of ['/', '/second']) {
    if (announces && namespace !== '/') announceLimits(io.of(namespace), config);
    createSocketMsgRouter(router, { namespace, context: () => ({ user: undefined, scopes: [] }) }).attach(io);
  }
  http.listen(0);
  await once(http, 'listening');
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  const clients: LimitsClient[] = [];
  return {
    io,
    url,
    connections,
    cuts,
    refusals,
    steps,
    dropAll: () => {
      for (const socket of io.of('/').sockets.values()) socket.conn.close();
    },
    client: (options = {}) => {
      const socketOptions = { transports: ['websocket'], reconnectionDelay: 5, ...options.socketOptions };
      const client = createClient(contract, url, { ...options, socketOptions });
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.disconnect();
      connections.cutAll();
      await io.close();
    },
  };
}

/** Resolves to the client's first state from now on that has this status. */
export function until<Status extends LimitsClient['state']['status']>(
  client: LimitsClient,
  status: Status,
): Promise<Extract<LimitsClient['state'], { status: Status }>> {
  return new Promise((resolve) => {
    if (client.state.status === status) return resolve(client.state as never);
    const stop = client.onState((state) => {
      if (state.status !== status) return;
      stop();
      resolve(state as Extract<LimitsClient['state'], { status: Status }>);
    });
  });
}
