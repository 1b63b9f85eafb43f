import { createAdapter } from '@socket.io/cluster-adapter';

/** What Socket.IO needs in one worker of several. */
export interface WorkerOptions {
  readonly transports: 'websocket'[];
  readonly adapter: ReturnType<typeof createAdapter>;
}

/**
 * Broadcasts reach the sockets of all workers, and a connection is one WebSocket, because the requests of a polling client would
 * each reach another worker.
 */
export function workerOptions(): WorkerOptions {
  return { transports: ['websocket'], adapter: createAdapter() };
}
