import { createAdapter } from '@socket.io/cluster-adapter';
import type { ServerOptions } from 'socket.io';

/**
 * What Socket.IO needs in one worker of several: broadcasts reach the sockets of them all, and a connection is one
 * WebSocket, because the requests of a polling client would each reach another worker.
 */
export function workerOptions(): Pick<Partial<ServerOptions>, 'transports' | 'adapter'> {
  return { transports: ['websocket'], adapter: createAdapter() };
}
