import type { Socket } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import type { Peer } from './proxy-header.ts';

/** From now on the socket says that this is its other end. */
export function nameSocket(socket: Socket, { address, port, family }: Peer): void {
  Object.defineProperties(socket, {
    remoteAddress: { value: address },
    remotePort: { value: port },
    remoteFamily: { value: family },
  });
}

/** Registers the client of a TCP connection before its TLS handshake; `undefined` where its own other end is the client. */
export type NameTlsSocket = (tcp: Socket, client: Peer | undefined) => void;

/**
 * Names the client of each socket that encrypts a registered connection, before anybody else gets that socket. Node has no
 * public way from the one to the other, so both are known by the ends of the connection itself, which no two open ones share.
 * A socket whose connection is not registered is destroyed.
 */
export function nameTlsSockets(server: TlsServer): NameTlsSocket {
  const clients = new Map<string, { tcp: Socket; client: Peer | undefined }>();
  const keys = new Map<Socket, string>();

  function onClose(this: Socket): void {
    const key = keys.get(this);
    keys.delete(this);
    if (key !== undefined && clients.get(key)?.tcp === this) clients.delete(key);
  }

  server.prependListener('secureConnection', (socket) => {
    const key = endsOf(socket);
    const registered = clients.get(key);
    if (!registered) return void socket.destroy();
    const { tcp, client } = registered;
    clients.delete(key);
    keys.delete(tcp);
    tcp.off('close', onClose);
    if (client) nameSocket(socket, client);
  });
  return (tcp, client) => {
    const key = endsOf(tcp);
    clients.set(key, { tcp, client });
    keys.set(tcp, key);
    tcp.on('close', onClose);
  };
}

function endsOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
