import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { MAX_DURATION } from '@switchboard/contract';
import { z } from 'zod';
import { StartError } from '../lifecycle/start-error.ts';
import { toProxies } from './proxies.ts';
import { basePath, publicOrigin } from './public-place.ts';
import { type TlsSettings, toTlsSettings } from './tls-settings.ts';
import {
  file,
  isBetween,
  onOrOff,
  optionalPort,
  origins,
  path,
  port,
  readVariables,
  seconds,
  type TrustedProxies,
  trustedProxies,
  whole,
} from './variables.ts';

const workers = z
  .string()
  .refine(
    (text) => text === 'auto' || isBetween(1, 128, /^\d+$/)(text),
    'must be a number of processes from 1 to 128, or auto',
  )
  .transform((text) => (text === 'auto' ? availableParallelism() : Number(text)))
  .default(1);

/** The variables of every server, for `readVariables`. Relative paths start from the folder. */
// The type of the shape is what zod infers from it.
export const serverVariables = (folder: string) => ({
  /** Whether it is the real thing; `test`, which test runners set, is as good as `development`. */
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('development'),
  /** Port of the HTTPS server; 0 takes a free one. */
  SERVER_PORT: port(8443),
  /** A port of plain HTTP for /healthz, /readyz and /metrics alone, beside the other one. */
  HEALTH_PORT: optionalPort,
  /** `off` serves plain HTTP, for a proxy that ends TLS. */
  TLS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  /** Where clients reach the server, such as `https://app.example`: its pages are the server's own, whatever Host says. */
  PUBLIC_ORIGIN: publicOrigin.optional(),
  /** The path below which everything is served, such as `/realtime`, where proxies pass paths on as they are. */
  BASE_PATH: basePath.default(''),
  /** Key and certificate in PEM; without both, the development ones are used. */
  SSL_KEY: file(folder).optional(),
  SSL_CERT: file(folder).optional(),
  /** What the key is encrypted with, or the file that holds it. */
  SSL_PASSWD: z.string().optional(),
  SSL_PASSWD_FILE: file(folder).optional(),
  /** The CA of client certificates, in PEM. */
  SSL_CA: file(folder).optional(),
  /** Whether a client's certificate is asked for; `request` where a CA is known, otherwise `off`. */
  CLIENT_CERT: z.enum(['off', 'request', 'require'], 'must be off, request or require').optional(),
  /** The least version of TLS that is spoken; `1.2` where it is left out. */
  TLS_MIN_VERSION: z.enum(['1.2', '1.3'], 'must be 1.2 or 1.3').optional(),
  /** How many connections each process has at most, and how many sessions, of which polling has several over one connection: in total, and from one address (IPv6: from one /64). */
  MAX_CONNECTIONS: whole(1, 1_000_000, 10_000),
  MAX_CONNECTIONS_PER_ADDRESS: whole(1, 1_000_000, 1_000),
  /** TCP connections that one address opens; as many as it may have can come at once. Over it they are reset, before TLS costs anything. */
  MAX_NEW_CONNECTIONS_PER_SECOND_PER_ADDRESS: whole(1, 1_000_000, 100),
  /**
   * What stands in front: how many proxies, or their addresses and ranges, separated by commas. What they write into
   * X-Forwarded-For, -Proto and -Host then counts. `pass-through` where a proxy lets TLS through, so that nobody knows the
   * address of a client: then no limit by address holds.
   */
  TRUST_PROXY: trustedProxies.default(0),
  /**
   * Whether every connection begins with a PROXY header, version 1 or 2, which names its client: where a proxy lets TLS through
   * and writes one. Only the addresses of TRUST_PROXY may; if it is a number, everybody, and the header is the first of its hops.
   */
  PROXY_PROTOCOL: onOrOff.default(false),
  /** How long a peer may be silent after a heartbeat, and how often one is sent. */
  PING_TIMEOUT: seconds(20),
  PING_INTERVAL: seconds(25),
  /** Processes that serve the port; `auto` is one for each core. With more than one, clients need WebSocket. */
  WORKERS: workers,
  /** After a signal: how long it still serves while it says that it is not ready, for a load balancer to notice. */
  DRAIN_DELAY: seconds(0, { allowZero: true }),
  /** How long it then takes at most until calls are finished, clients gone and the process ended. */
  DRAIN_SECONDS: seconds(10),
  /**
   * Origins of pages that may connect, beside the server's own; separated by commas. Any scheme, such as `capacitor://localhost`;
   * `null` for pages without an origin, which any page can open. They count for Socket.IO and for the events over HTTP.
   */
  ALLOWED_ORIGINS: origins.default([]),
  /**
   * What tokens are signed with, at least 32 bytes, or the file that holds it. Several, apart by commas or white space,
   * let it change while old tokens live: the first signs, all verify. How, in two steps: docs/operations.md. Without it, one is made once in DATA_DIR.
   */
  TOKEN_SECRET: z.string().optional(),
  TOKEN_SECRET_FILE: file(folder).optional(),
  /** Seconds that a token is valid; a refresh gives the next one. */
  TOKEN_TTL: seconds(3_600, { most: Math.floor(MAX_DURATION / 1_000) }),
  /** Seconds from its login that a session lives at most, however often it is refreshed: then its user logs in again. */
  SESSION_MAX_AGE: whole(1, 315_360_000, 2_592_000).transform((age) => age * 1_000),
  /** How often the session of each connection is looked up, in case the notice that it ended was lost, and expired sessions are dropped. */
  SESSION_CHECK_INTERVAL: seconds(30),
  /** How long a connection may take to ask for a namespace. */
  CONNECT_TIMEOUT: seconds(10),
  /** The largest packet of any event; each event's own `maxBytes` is below it. */
  MAX_PACKET_BYTES: whole(1_024, 104_857_600, 262_144),
  /** Connections of one identity at a time. */
  MAX_CONNECTIONS_PER_USER: whole(1, 1_000_000, 20),
  /** Bytes that may wait for one connection to read them: at least what the largest reply takes. */
  MAX_BUFFERED_BYTES: whole(2_097_152, 1_073_741_824, 4_194_304),
  /** Bytes that may wait for all connections of a process together, those of HTTP and what is half sent too: over it, those with the most are cut first. */
  MAX_BUFFERED_BYTES_IN_TOTAL: whole(2_097_152, 1_099_511_627_776, 134_217_728),
  /** Packets of one connection, as many at once, and frames of WebSocket such as pings; a larger one counts as one for each 64 KiB, rounded up. Above what the rates of events allow. */
  MAX_PACKETS_PER_SECOND: whole(10, 1_000_000, 500),
  /**
   * Bytes that the calls of one identity, or of the strangers of one address, may move in a second, and of all callers of one
   * address together: what comes in, and what is sent for it, once for each receiver. Sixteen times and twice as much at once.
   */
  MAX_BYTES_PER_SECOND: whole(16_384, 1_099_511_627_776, 1_048_576),
  MAX_BYTES_PER_SECOND_PER_ADDRESS: whole(16_384, 1_099_511_627_776, 16_777_216),
  /** Bytes that all connections of one address send, as many at once; a packet or frame counts as 1,024 more, a request of HTTP as 16,384. Over it they are not read until it is paid back. */
  MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS: whole(65_536, 1_099_511_627_776, 8_388_608),
  /** Whether what a connection is sent in one tick is written at once, and whole messages are read without a stream. */
  BATCHED_WRITES: onOrOff.default(true),
  /** Where sessions and the stores of the application are kept. */
  DATA_DIR: path(folder).default(resolve(folder, '.data')),
  /** The Redis that several machines share, `redis://` or `rediss://`; without it everything is in DATA_DIR. */
  REDIS_URL: z.string().refine(isRedisUrl, 'must be like redis://user:password@host:6379').optional(),
  /** The CA that Redis' certificate must come from, in PEM. */
  REDIS_CA: file(folder).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be a level such as info or warn',
    )
    .default('info'),
  /** Whether the log line of a call has its payload and reply, without what the contract marks as secret or does not name. */
  LOG_PAYLOADS: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(false),
});

export type ServerVariables = z.infer<z.ZodObject<ReturnType<typeof serverVariables>>>;

/** How to reach Redis. */
export interface RedisConfig {
  /** `redis://` or, over TLS, `rediss://`, with user and password if need be. */
  readonly url: string;
  /** The CA that Redis' certificate must come from; the system's own if left out. */
  readonly caFile?: string | undefined;
}

/** Where the secrets of tokens come from. */
export type TokenSecretSource = { readonly text: string } | { readonly file: string } | 'data folder';

/** What every server is configured with. */
export interface ServerConfig extends TlsSettings {
  readonly production: boolean;
  readonly port: number;
  /** A port of plain HTTP for health checks and metrics alone. */
  readonly healthPort: number | undefined;
  /** The origin by which clients reach the server; where it is left out, what Host or a trusted proxy says. */
  readonly publicOrigin: string | undefined;
  /** The path below which everything is served: nothing, or one such as `/realtime`, without a slash at its end. */
  readonly basePath: string;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly maxNewConnectionsPerSecondPerAddress: number;
  /** How many proxies stand in front, or their addresses and ranges; `pass-through` where they hide the address of clients. */
  readonly trustProxy: TrustedProxies;
  /** Who writes a PROXY header before each connection, by address; nobody may connect without one then. Such a header does not count among the proxies of a number in `trustProxy`. */
  readonly proxyProtocol: 'off' | 'anyone' | readonly string[];
  /** Milliseconds. */
  readonly pingTimeout: number;
  /** Milliseconds. */
  readonly pingInterval: number;
  readonly workers: number;
  /** Milliseconds. */
  readonly drainDelay: number;
  /** Milliseconds. */
  readonly drainTime: number;
  readonly allowedOrigins: readonly string[];
  readonly tokenSecret: TokenSecretSource;
  /** Milliseconds. */
  readonly tokenTtl: number;
  /** Milliseconds. */
  readonly sessionMaxAge: number;
  /** Milliseconds. */
  readonly sessionCheckInterval: number;
  /** Milliseconds. */
  readonly connectTimeout: number;
  readonly maxPacketBytes: number;
  readonly maxConnectionsPerUser: number;
  readonly maxBufferedBytes: number;
  readonly maxBufferedBytesInTotal: number;
  readonly maxPacketsPerSecond: number;
  readonly maxBytesPerSecond: number;
  readonly maxBytesPerSecondPerAddress: number;
  readonly maxReceivedBytesPerSecondPerAddress: number;
  readonly batchedWrites: boolean;
  readonly dataDir: string;
  /** The Redis that all serving processes share; `undefined` where those of one machine share a data folder. */
  readonly redis: RedisConfig | undefined;
  readonly logLevel: string;
  readonly logPayloads: boolean;
}

/**
 * The configuration out of variables that were read. Development certificates are kept in `.certificates` in the folder.
 * Throws a StartError where two of them do not go together.
 */
export function toServerConfig(values: ServerVariables, folder: string): ServerConfig {
  const production = values.NODE_ENV === 'production';
  return {
    production,
    port: values.SERVER_PORT,
    healthPort: toHealthPort(values),
    publicOrigin: values.PUBLIC_ORIGIN,
    basePath: values.BASE_PATH,
    ...toTlsSettings(values, folder),
    maxConnections: values.MAX_CONNECTIONS,
    maxConnectionsPerAddress: values.MAX_CONNECTIONS_PER_ADDRESS,
    ...toProxies(values.TRUST_PROXY, values.PROXY_PROTOCOL),
    maxNewConnectionsPerSecondPerAddress: values.MAX_NEW_CONNECTIONS_PER_SECOND_PER_ADDRESS,
    pingTimeout: values.PING_TIMEOUT,
    pingInterval: values.PING_INTERVAL,
    workers: values.WORKERS,
    drainDelay: values.DRAIN_DELAY,
    drainTime: values.DRAIN_SECONDS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    tokenSecret: toTokenSecret(values, values.REDIS_URL !== undefined),
    tokenTtl: values.TOKEN_TTL,
    sessionMaxAge: values.SESSION_MAX_AGE,
    sessionCheckInterval: values.SESSION_CHECK_INTERVAL,
    connectTimeout: values.CONNECT_TIMEOUT,
    maxPacketBytes: values.MAX_PACKET_BYTES,
    maxConnectionsPerUser: values.MAX_CONNECTIONS_PER_USER,
    maxBufferedBytes: values.MAX_BUFFERED_BYTES,
    maxBufferedBytesInTotal: values.MAX_BUFFERED_BYTES_IN_TOTAL,
    maxPacketsPerSecond: values.MAX_PACKETS_PER_SECOND,
    maxBytesPerSecond: values.MAX_BYTES_PER_SECOND,
    maxBytesPerSecondPerAddress: values.MAX_BYTES_PER_SECOND_PER_ADDRESS,
    maxReceivedBytesPerSecondPerAddress: values.MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS,
    batchedWrites: values.BATCHED_WRITES,
    dataDir: values.DATA_DIR,
    redis: values.REDIS_URL === undefined ? undefined : { url: values.REDIS_URL, caFile: values.REDIS_CA },
    logLevel: values.LOG_LEVEL,
    logPayloads: values.LOG_PAYLOADS,
  };
}

function toHealthPort({ HEALTH_PORT: port, SERVER_PORT: other }: ServerVariables): number | undefined {
  if (port !== undefined && port !== 0 && port === other)
    throw new StartError('HEALTH_PORT and SERVER_PORT are the same: set another port for health checks.');
  return port;
}

/** Several machines share no data folder, so they must be given a secret that they share. */
function toTokenSecret(
  { TOKEN_SECRET: text, TOKEN_SECRET_FILE: file }: ServerVariables,
  isOneOfSeveral: boolean,
): TokenSecretSource {
  if (text !== undefined && file !== undefined)
    throw new StartError('TOKEN_SECRET and TOKEN_SECRET_FILE are both set: set one of them.');
  if (text !== undefined) return { text };
  if (file !== undefined) return { file };
  if (isOneOfSeveral)
    throw new StartError(
      'TOKEN_SECRET is missing: REDIS_URL is set, so set the secret that all machines sign their tokens with.',
    );
  return 'data folder';
}

/**
 * Reads the environment of a server that has no variables of its own. Paths are relative to the folder, by default the one in
 * which the process was started. Throws a StartError with one line for each variable that does not fit.
 */
export function loadServerConfig(
  env: NodeJS.ProcessEnv = process.env,
  folder: string = process.cwd(),
): ServerConfig {
  return toServerConfig(readVariables(serverVariables(folder), env), folder);
}

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:\/\/./.test(text);
}
