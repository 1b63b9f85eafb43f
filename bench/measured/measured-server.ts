import { createServer, type RequestListener, type Server } from 'node:http';
import { createPublisher, createRouter, createSocketMsgRouter, type Middleware } from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import { listen } from '@switchboard/node-server/lifecycle';
import { createMetrics } from '@switchboard/node-server/observability';
import { type CallerContext, callerContext, SCOPES } from '../../apps/server/src/sockets/context.ts';
import { guardConnections } from '@switchboard/node-server/door';
import { createSocketServer } from '@switchboard/node-server/door';
import { createHttpsServer } from '@switchboard/node-server/tls';
import { loadTls } from '@switchboard/node-server/tls';
import type { MeasuredConfig } from './measured.config.ts';
import { measuredContract, NAMED_EVENTS } from './measured-contract.ts';
import { createMeasuredControllers } from './measured-controllers.ts';

/** As the app's own defaults, except that no load of the bench is cut. */
const LIMITS = { maxBufferedBytes: 2 ** 30, maxPacketBytes: 1_000_000, maxPacketsPerSecond: 10_000_000 };
const PROFILE = {
  pingInterval: 25_000,
  pingTimeout: 20_000,
  connectTimeout: 45_000,
  maxPacketBytes: LIMITS.maxPacketBytes,
  allowedOrigins: 'any',
  batchedWrites: true,
} as const;

export interface MeasuredServer extends AsyncDisposable {
  readonly port: number;
}

/** What a middleware adds. */
interface MeasuredContext {
  readonly tenant: string;
}

const addTenant: Middleware<CallerContext, MeasuredContext> = (_message, _context, next) =>
  next({ tenant: 'bench' });

const demandSocket: Middleware<CallerContext & MeasuredContext> = ({ socketId }, { tenant }, next) => {
  if (socketId === '' || tenant === '') throw new Error('A call came from nowhere.');
  return next();
};

const passOn: Middleware<CallerContext & MeasuredContext> = (_message, _context, next) => next();

/**
 * Serves the load of the bench with the parts of the app, all of them on: validation both ways, three middlewares,
 * metrics, rates, deadlines and guards. Resolves once it listens on a free port; rejects with a StartError.
 */
export async function startMeasured({ tls, events }: MeasuredConfig): Promise<MeasuredServer> {
  const server: Server = tls
    ? createHttpsServer(
        await loadTls({ source: 'files', ...tls, ca: undefined, passphrase: undefined }),
        { clientCert: 'off', tlsMinVersion: 'TLSv1.2' },
        notFound,
      )
    : createServer(notFound);
  const io = createSocketServer(server, PROFILE);
  // The bench calls it without a network, too.
  Object.assign(globalThis, { [Symbol.for('bench.server')]: io });
  const contract = measuredContract(Math.max(0, events - NAMED_EVENTS));
  const metrics = createMetrics({
    connectedSockets: () => io.of('/').sockets.size,
    callsInFlight: () => router.inFlight,
  });
  guardConnections(io, LIMITS, (_connection, reason) => metrics.onCut(reason));
  const router = createRouter(contract, {
    onSettled: metrics.onSettled,
    onLate: metrics.onLate,
    scopes: SCOPES,
  })
    .context<CallerContext>()
    .use(addTenant)
    .use(demandSocket)
    .use(passOn)
    .controllers(createMeasuredControllers(contract, createPublisher(contract, io)));
  createSocketMsgRouter(traceCalls(router), { context: () => callerContext(undefined) }).attach(io);
  return { port: await listen(server, 0), [Symbol.asyncDispose]: () => io.close() };
}

const notFound: RequestListener = (_request, response) => void response.writeHead(404).end();
