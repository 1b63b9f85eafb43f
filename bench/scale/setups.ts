import { type BuiltServer, startBuiltServer } from '../processes/built-server.ts';
import type { Certificate } from '../processes/certificate.ts';
import { MeasuredServer } from '../processes/measured-server.ts';
import { redisProgram } from '../processes/redis.config.ts';
import { type Redis, startRedis } from '../processes/redis.ts';
import { BARE } from '../processes/variant.ts';

/** Servers that run together and serve the same clients. */
export interface Deployment extends AsyncDisposable {
  readonly ports: readonly number[];
  /** The processes that were started; those that they have started in turn count too. */
  readonly servers: readonly number[];
  readonly redis?: number;
}

/** A way to run the server. */
export interface Setup {
  readonly id: string;
  readonly name: string;
  readonly tls: boolean;
  /** Processes that share the connections. */
  readonly processes: number;
  /** Resolves to nothing where something that it needs is missing. */
  start(certificate: Certificate, connections: number): Promise<Deployment | undefined>;
}

const WORKERS = 2;
/** Those of `listenersFor` that the crowd calls are among the first of them. */
const BARE_EVENTS = 7;

/** The product speaks TLS only, so what TLS takes is seen at the bare server. */
export const SETUPS: readonly Setup[] = [
  {
    id: 'one-process',
    name: 'one process',
    tls: true,
    processes: 1,
    start: (certificate, connections) => startProduct(certificate, connections, {}),
  },
  {
    id: 'workers',
    name: `${WORKERS} workers`,
    tls: true,
    processes: WORKERS,
    start: (certificate, connections) => startProduct(certificate, connections, { WORKERS: `${WORKERS}` }),
  },
  { id: 'two-nodes', name: '2 nodes on Redis', tls: true, processes: 2, start: startNodes },
  { id: 'bare', name: 'bare, TLS', tls: true, processes: 1, start: (certificate) => startBare(certificate) },
  { id: 'bare-plain', name: 'bare, no TLS', tls: false, processes: 1, start: () => startBare() },
];

async function startProduct(
  certificate: Certificate,
  connections: number,
  settings: Readonly<Record<string, string>>,
): Promise<Deployment> {
  const server = await startBuilt(certificate, connections, settings);
  return {
    ports: [server.port],
    servers: [server.pid],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function startNodes(certificate: Certificate, connections: number): Promise<Deployment | undefined> {
  const program = redisProgram();
  if (!program) return undefined;
  const parts: (Redis | BuiltServer)[] = [];
  const end = async (): Promise<void> => {
    // The nodes first: without their Redis they would not end in peace.
    for (const part of parts.toReversed()) await part[Symbol.asyncDispose]();
  };
  try {
    const redis = await startRedis(program);
    parts.push(redis);
    const shared = { REDIS_URL: redis.url, TOKEN_SECRET: 'a-secret-of-the-bench-that-is-long-enough' };
    const nodes: BuiltServer[] = [];
    for (let node = 0; node < 2; node++) {
      nodes.push(await startBuilt(certificate, connections, shared));
      parts.push(...nodes.slice(-1));
    }
    return {
      ports: nodes.map(({ port }) => port),
      servers: nodes.map(({ pid }) => pid),
      redis: redis.pid,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** As it ships, without what counts by address: the crowd has few of them. */
function startBuilt(
  { key, cert }: Certificate,
  connections: number,
  settings: Readonly<Record<string, string>>,
): Promise<BuiltServer> {
  return startBuiltServer({
    SSL_KEY: key,
    SSL_CERT: cert,
    MAX_CONNECTIONS: `${Math.max(10_000, connections)}`,
    TRUST_PROXY: 'pass-through',
    ...settings,
  });
}

async function startBare(tls?: Certificate): Promise<Deployment> {
  const server = await MeasuredServer.start(BARE, { tls, events: BARE_EVENTS, onAllCores: true });
  return {
    ports: [server.port],
    servers: [server.pid],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
