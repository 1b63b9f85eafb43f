import type { Server as HttpServer, IncomingMessage, RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { PacketTurns } from './packet-turns.ts';

/** Requests of one connection that are served in one turn, each of which costs as much as several packets, and that may wait. */
const [PER_TURN, MOST_WAITING] = [4, 100];

/**
 * Spreads the requests of one connection over turns of the event loop, of which a client may write thousands at once without
 * waiting for answers. A connection with more than 100 that wait is given to `onFlood` and destroyed: Node would read on. Call
 * it when all that serves requests listens.
 */
export function spreadRequests(
  server: HttpServer | HttpsServer,
  onFlood: (request: IncomingMessage) => void,
): void {
  const turns = new WeakMap<Socket, PacketTurns>();
  const serve = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    const known = turns.get(socket);
    const ofSocket = known ?? new PacketTurns(PER_TURN);
    if (!known) turns.set(socket, ofSocket);
    if (socket.destroyed) return;
    ofSocket.take(() => {
      if (!socket.destroyed) for (const listener of serve) listener.call(server, request, response);
    });
    if (ofSocket.waiting <= MOST_WAITING) return;
    onFlood(request);
    socket.destroy();
  });
}
