import { createServer, type RequestListener } from 'node:http';
import { createDoor, type DoorConfig, limitCosts } from '@switchboard/node-server/door';
import { listen } from '@switchboard/node-server/lifecycle';
import { createLogger, createMetrics } from '@switchboard/node-server/observability';
import { serveHttps } from '@switchboard/node-server/tls';
import {
  createPublisher,
  createRouter,
  createSocketMsgRouter,
  type Middleware,
  type RouterContext,
} from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import type { MeasuredConfig } from './measured.config.ts';
import { measuredContract, NAMED_EVENTS } from './measured-contract.ts';
import { createMeasuredControllers } from './measured-controllers.ts';

/** The defaults of a server, except that no load of the bench is refused or cut. */
const HTTPS = {
  port: 0,
  clientCert: 'off',
  tlsMinVersion: 'TLSv1.2',
  maxConnections: 1_000_000,
  maxConnectionsPerAddress: 1_000_000,
} as const;
const DOOR: DoorConfig = {
  pingInterval: 25_000,
  pingTimeout: 20_000,
  connectTimeout: 45_000,
  maxBufferedBytes: 2 ** 30,
  maxBufferedBytesInTotal: 2 ** 32,
  maxConnections: 100_000,
  maxConnectionsPerAddress: 100_000,
  maxPacketBytes: 1_000_000,
  maxPacketsPerSecond: 10_000_000,
  allowedOrigins: 'any',
  batchedWrites: true,
};

const COSTS = { maxBytesPerSecond: 2 ** 40, maxBytesPerSecondPerAddress: 2 ** 40 } as const;

export interface MeasuredServer extends AsyncDisposable {
  readonly port: number;
}

/** What a middleware adds. */
interface MeasuredContext {
  readonly tenant: string;
}

const addTenant: Middleware<RouterContext, MeasuredContext> = (_message, _context, next) =>
  next({ tenant: 'bench' });

const demandSocket: Middleware<RouterContext & MeasuredContext> = ({ socketId }, { tenant }, next) => {
  if (socketId === '' || tenant === '') throw new Error('A call came from nowhere.');
  return next();
};

const passOn: Middleware<RouterContext & MeasuredContext> = (_message, _context, next) => next();

/**
 * Serves the load of the bench with the parts of a server, all of them on: validation both ways, three middlewares,
 * metrics, rates, costs, deadlines and the door. Resolves once it listens on a free port; rejects with a StartError.
 */
export async function startMeasured({ tls, events }: MeasuredConfig): Promise<MeasuredServer> {
  const logger = await createLogger({ production: true, logLevel: 'silent' });
  const metrics = createMetrics();
  const files = tls && { source: 'files' as const, ...tls, ca: undefined, passphrase: undefined };
  const https = files
    ? await serveHttps(notFound, { ...HTTPS, tls: files }, { logger })
    : { server: createServer(notFound) };
  const costs = limitCosts(COSTS);
  const { io } = createDoor(https, DOOR, { logger, metrics, costs });
  // The bench calls it without a network, too.
  Object.assign(globalThis, { [Symbol.for('bench.server')]: io });
  const contract = measuredContract(Math.max(0, events - NAMED_EVENTS));
  const router = createRouter(contract, {
    onSettled: metrics.onSettled,
    onLate: metrics.onLate,
    costs,
  })
    .context<RouterContext>()
    .use(addTenant)
    .use(demandSocket)
    .use(passOn)
    .controllers(createMeasuredControllers(contract, createPublisher(contract, io)));
  metrics.measure({ connectedSockets: () => io.of('/').sockets.size, callsInFlight: () => router.inFlight });
  createSocketMsgRouter(traceCalls(router), { context: () => ({ user: undefined, scopes: [] }) }).attach(io);
  return { port: await listen(https.server, 0), [Symbol.asyncDispose]: () => io.close() };
}

const notFound: RequestListener = (_request, response) => void response.writeHead(404).end();
