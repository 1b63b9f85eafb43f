import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TlsConfig } from '@switchboard/node-server/config';
import { createDoor, type DoorParts, type DoorServer } from '@switchboard/node-server/door';
import { StartError } from '@switchboard/node-server/lifecycle';
import { createLogger } from '@switchboard/node-server/observability';
import { serveHttps } from '@switchboard/node-server/tls';
import { createPublisher, createRouter, createSocketMsgRouter } from '@switchboard/router';
import { attach, type Socket as EngineSocket } from 'engine.io';
import { conformanceContract } from './conformance-contract.ts';

/** The times that the protocol suites expect, in milliseconds, and limits that they stay below. */
const PROFILE = {
  pingInterval: 300,
  pingTimeout: 200,
  connectTimeout: 1_000,
  maxPacketBytes: 1_000_000,
  maxPacketsPerSecond: 100_000,
  maxBufferedBytes: 2 ** 30,
  maxBufferedBytesInTotal: 2 ** 32,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 10_000,
  clientCert: 'off',
  tlsMinVersion: 'TLSv1.2',
  batchedWrites: true,
  allowedOrigins: 'any',
} as const;

/**
 * Milliseconds between being connected and `auth`. A suite listens for the next packet only after it has handled the one
 * before, so it would miss `auth` in the same chunk of bytes.
 */
const AUTH_DELAY = 30;

const NAMESPACES = ['/', '/custom'] as const;

export interface ConformanceOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** 0 takes a free one. */
  readonly httpsPort: number;
  readonly tls: TlsConfig;
}

export interface ConformanceServer extends AsyncDisposable {
  readonly url: string;
  readonly httpsUrl: string;
}

/**
 * Serves the protocol suites over HTTP and HTTPS: `/socket.io/` by the door and the router, `/engine.io/` by the
 * engine alone with the same options. Rejects with a StartError if a port is taken.
 */
export async function startConformance({
  port,
  httpsPort,
  tls,
}: ConformanceOptions): Promise<ConformanceServer> {
  const plain = createServer(notFound);
  const parts = { logger: await createLogger({ production: true, logLevel: 'warn' }) };
  const https = await serveHttps(notFound, { ...PROFILE, port: httpsPort, tls }, parts);
  const closing = [serve({ server: plain }, parts), serve(https, parts)];
  const close = async (): Promise<void> => {
    await Promise.all(closing.map((end) => end()));
  };
  try {
    const [httpAt, httpsAt] = await Promise.all([listen(plain, port), listen(https.server, httpsPort)]);
    return {
      url: `http://localhost:${httpAt}`,
      httpsUrl: `https://localhost:${httpsAt}`,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns what ends it. */
function serve(https: DoorServer, parts: DoorParts): () => Promise<void> {
  const { io } = createDoor(https, PROFILE, parts);
  const router = createRouter(conformanceContract).controllers({});
  for (const namespace of NAMESPACES) {
    const publish = createPublisher(conformanceContract, io.of(namespace));
    createSocketMsgRouter(router, {
      namespace,
      context: () => ({ user: undefined, scopes: [] }),
      onConnect: async (socket) => {
        socket.on('message', (...args) => socket.emit('message-back', ...args));
        socket.on('message-with-ack', (...args) => {
          const ack: unknown = args.pop();
          if (typeof ack === 'function') ack(...args);
        });
        await delay(AUTH_DELAY);
        publish.toSocket(socket.id).emit('auth', socket.handshake.auth);
      },
    }).attach(io);
  }
  const engine = attach(https.server, { ...io.engine.opts, path: '/engine.io' });
  engine.on('connection', (socket: EngineSocket) => socket.on('data', (data) => socket.send(data)));
  return async () => {
    engine.close();
    await io.close();
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port);
  await once(server, 'listening').catch((cause: unknown) => {
    throw new StartError(`Port ${port} cannot be used: ${(cause as Error).message}.`, { cause });
  });
  return (server.address() as AddressInfo).port;
}

const notFound: RequestListener = (_request, response) => void response.writeHead(404).end();
