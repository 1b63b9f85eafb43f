import * as http from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ServerConfig } from '../config/server-config.ts';

const HOST = '127.0.0.1';

/** Milliseconds until no answer is one. */
const TIMEOUT = 2_000;

/**
 * Asks the server of this configuration on this machine for `/healthz`: on its `healthPort` where it has one, otherwise on its
 * `port`, with TLS and with a PROXY header as it expects. Resolves to whether it answers 200 within two seconds. A server with
 * `clientCert: 'require'` answers only on its `healthPort`.
 */
export function isAlive(
  config: Pick<ServerConfig, 'port' | 'healthPort' | 'tls' | 'proxyProtocol'>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(
      { path: '/healthz', timeout: TIMEOUT, createConnection: () => open(config) },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

function open({ port, healthPort, tls, proxyProtocol }: Parameters<typeof isAlive>[0]): Socket {
  if (healthPort) return connect(healthPort, HOST);
  const socket = connect(port, HOST);
  // It expects a header of everybody then; this one says that nobody stands behind the connection.
  if (proxyProtocol !== 'off') socket.write('PROXY UNKNOWN\r\n');
  // Its certificate is made for another name, so it is not checked.
  return tls.source === 'off' ? socket : connectTls({ socket, rejectUnauthorized: false });
}
