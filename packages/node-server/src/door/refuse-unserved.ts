import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { forbid, type Refusal } from './forbid.ts';
import { hangUp } from './hang-up.ts';

/** Milliseconds until somebody must have begun to read a WebSocket, or closed what they refused. */
const PATIENCE = 5_000;

const UNSERVED: Refusal = {
  code: 3,
  message:
    'Nobody serves this upgrade here: connect to the path of Socket.IO, or send the request without the header Upgrade.',
};

/**
 * Answers 400 to upgrades that nobody serves, and hangs up; on those that somebody else answered, but left open, it hangs up
 * only. Those below `served` are Engine.IO's, which answers each, though perhaps once its address owes nothing. Who takes another
 * one reads it or answers: a WebSocket within 5 s, another protocol at once, as some clients ask for
 * HTTP/2 in each request over plain HTTP and wait for the answer.
 */
export function refuseUnserved(server: HttpServer | HttpsServer, served: string): void {
  server.prependListener('upgrade', (request: IncomingMessage) => {
    const { socket, headers, url = '' } = request;
    const { bytesWritten } = socket;
    // Over plain HTTP nobody listens until ws has it, and one that its client resets would end the process.
    if (socket.listenerCount('error') === 0) socket.on('error', ignore);
    if (url.startsWith(served)) return;
    const isUnread = (): boolean => socket.readableFlowing === null && !socket.destroyed;
    const isUnanswered = (): boolean => isUnread() && socket.bytesWritten === bytesWritten;
    const refuse = (): void => forbid(request, undefined, UNSERVED);
    if (headers.upgrade?.toLowerCase() !== 'websocket') setImmediate(() => isUnanswered() && refuse());
    setTimeout(() => {
      if (isUnanswered()) refuse();
      else if (isUnread()) hangUp(socket);
    }, PATIENCE).unref();
  });
}

function ignore(): void {}
