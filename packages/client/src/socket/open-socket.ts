import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import type { ClientSocket } from './client-socket.ts';

/** Options of socket.io-client that are for its user to choose. */
export type OpenOptions = Omit<Partial<ManagerOptions & SocketOptions>, OwnOptions>;

/** What the client settles itself: it always reconnects, and its calls settle in its own way. */
type OwnOptions =
  | 'ackTimeout'
  | 'auth'
  | 'autoConnect'
  | 'forceNew'
  | 'reconnection'
  | 'reconnectionAttempts'
  | 'retries';

/** The same without a contract, and so without a rule for calls. */
export type RawOpenOptions = Omit<
  Partial<ManagerOptions & SocketOptions>,
  'ackTimeout' | 'auth' | 'autoConnect' | 'forceNew' | 'retries'
>;

/** Makes a socket with a manager of its own, which connects once it is asked to. `auth` is read at each handshake. */
export function openSocket(
  url: string,
  options: RawOpenOptions,
  auth: () => object | undefined,
): ClientSocket {
  return io(url, {
    // A server of several processes takes no polling, which comes first by default.
    tryAllTransports: true,
    // What every server speaks. WebTransport needs HTTP/3, and is used only where it is named.
    transports: ['polling', 'websocket'],
    ...options,
    forceNew: true,
    autoConnect: false,
    auth: (send) => send(auth() as object),
  });
}
