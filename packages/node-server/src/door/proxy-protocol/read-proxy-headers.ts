import type { Server, Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { ServerConfig } from '../../config/server-config.ts';
import { createIsProxy } from '../addresses/client-of.ts';
import type { Connections } from '../connections.ts';
import type { Limit } from '../limit-connections.ts';
import { createLooks } from '../looks.ts';
import { nameSocket, nameTlsSockets } from './name-socket.ts';
import { type ProxyHeader, parseProxyHeader } from './proxy-header.ts';

/** Why a connection is refused before it is served. */
export type HeaderProblem = 'foreign_proxy' | 'no_proxy_header' | 'bad_proxy_header' | 'proxy_header_timeout';

export type ProxyHeaderConfig = Pick<ServerConfig, 'maxConnections'> & {
  readonly proxyProtocol: Exclude<ServerConfig['proxyProtocol'], 'off'>;
  /** Milliseconds until a header must be whole. @default 5000 */
  readonly headerTimeout?: number;
};

/** A connection whose header is not whole yet. */
interface Arrival {
  /** When it must be, by `performance.now()`. */
  readonly until: number;
  /** What came, until the client is known. */
  begin: Buffer;
  header: ProxyHeader | undefined;
  /** Bytes of the header that are still to come, once it is known how many it has. */
  missing: number;
}

const HEADER_TIMEOUT = 5_000;

/**
 * Reads the PROXY header that each connection of a server begins with, before TLS or HTTP see it, and hands the connection on
 * with the address of its client: `remoteAddress`, `remotePort` and `remoteFamily` of the socket, and of what encrypts it,
 * are the client's then. A connection from an address that may not write such a header, without one, or with a bad or a late
 * one is reset. Call it last, when all that listens to connections of the server is there, and before the server listens.
 */
export function readProxyHeaders(
  server: Server,
  connections: Pick<Connections, 'open' | 'unnamed'>,
  { proxyProtocol, maxConnections, headerTimeout = HEADER_TIMEOUT }: ProxyHeaderConfig,
  onRefused: (reason: HeaderProblem | Limit, address: string) => void,
): void {
  const mayWrite = proxyProtocol === 'anyone' ? () => true : createIsProxy(proxyProtocol);
  const admit = server.listeners('connection');
  /** The first first. */
  const arrivals = new Map<Socket, Arrival>();
  const lookLater = createLooks(headerTimeout, look);

  // The listeners are shared by all connections.
  function onReadable(this: Socket): void {
    for (;;) {
      // None once it was refused or handed on: what is still to be read is not for us.
      const arrival = arrivals.get(this);
      const chunk: Buffer | null | undefined = arrival && this.read();
      if (!arrival || !chunk) return;
      const rest = take(arrival, chunk);
      if (rest === 'missing') refuse(this, 'no_proxy_header');
      else if (rest === 'invalid') refuse(this, 'bad_proxy_header');
      else if (rest) handOn(this, arrival, rest);
    }
  }
  /** A balancer that only looks whether the port is open sends nothing. */
  function onEnd(this: Socket): void {
    const { begin, header } = arrivals.get(this) ?? {};
    if (header || begin?.length) refuse(this, 'bad_proxy_header');
    else this.destroy();
  }
  function onClose(this: Socket): void {
    forget(this);
  }
  const nameTls = server instanceof TlsServer ? nameTlsSockets(server) : undefined;

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    // It is gone already.
    if (remoteAddress === undefined) return void socket.destroy();
    if (!mayWrite(remoteAddress)) return reset(socket, 'foreign_proxy', remoteAddress);
    if (connections.open >= maxConnections) return reset(socket, 'max_connections', remoteAddress);
    arrivals.set(socket, {
      until: performance.now() + headerTimeout,
      ...{ begin: NOTHING, header: undefined, missing: 0 },
    });
    connections.unnamed.add(socket);
    socket.on('readable', onReadable).on('end', onEnd).on('close', onClose).on('error', ignore);
    lookLater();
  });

  function forget(socket: Socket): void {
    arrivals.delete(socket);
    connections.unnamed.delete(socket);
  }
  function refuse(socket: Socket, reason: HeaderProblem): void {
    const { remoteAddress = 'unknown' } = socket;
    forget(socket);
    reset(socket, reason, remoteAddress);
  }
  function reset(socket: Socket, reason: HeaderProblem | Limit, address: string): void {
    onRefused(reason, address);
    socket.resetAndDestroy();
  }
  function handOn(socket: Socket, { header }: Arrival, rest: Buffer): void {
    forget(socket);
    socket.off('readable', onReadable).off('end', onEnd).off('close', onClose).off('error', ignore);
    // First, while the socket still shows the other end of its own connection.
    nameTls?.(socket, header?.client);
    if (header?.client) nameSocket(socket, header.client);
    if (rest.length > 0) socket.unshift(rest);
    for (const listener of admit) listener.call(server, socket);
  }
  function look(): number | false {
    const now = performance.now();
    for (const [socket, { until }] of arrivals) {
      if (until > now) return until - now + 1;
      refuse(socket, 'proxy_header_timeout');
    }
    return false;
  }
}

function ignore(): void {}

const NOTHING = Buffer.alloc(0);

/** Takes what came. Gives what follows the header, maybe no byte, once it is whole; `undefined` as long as it is not. */
function take(arrival: Arrival, chunk: Buffer): Buffer | 'missing' | 'invalid' | undefined {
  let bytes = chunk;
  if (!arrival.header) {
    bytes = Buffer.concat([arrival.begin, chunk]);
    const header = parseProxyHeader(bytes);
    if (header === 'missing' || header === 'invalid') return header;
    arrival.begin = header === 'incomplete' ? bytes : NOTHING;
    if (header === 'incomplete') return undefined;
    arrival.header = header;
    arrival.missing = header.length;
  }
  const rest = bytes.length >= arrival.missing ? bytes.subarray(arrival.missing) : undefined;
  arrival.missing -= bytes.length;
  return rest;
}
