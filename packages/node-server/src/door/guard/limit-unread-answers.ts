import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { createLooks } from '../looks.ts';
import { sentBytes } from '../private-members.ts';

/**
 * Milliseconds that an answer may wait for its client to read on. The system reports what was read in steps of up to a third of
 * its buffer, which has at most 4 MiB by default (`tcp_wmem`): a client that reads 8 KiB a second takes such a step in 171 s.
 */
const PATIENCE = 180_000;

/** Looks at the connections so often within that time. */
const LOOKS = 4;

/** How much the system had taken of what a connection was sent, and how many looks found that it is no more. */
interface Progress {
  sent: number;
  looks: number;
}

/**
 * Destroys a connection of HTTP whose client reads nothing of what waits for it, and gives it to `onUnread` before: Node would
 * keep the answer, and the file that it comes from, for ever. A client that reads 8 KiB a second stays, and so does one whose
 * answer is not there yet. One that reads less may be cut, where its answer is larger than the system's buffer. All share one timer.
 */
export function limitUnreadAnswers(
  server: HttpServer | HttpsServer,
  onUnread: (stream: Socket) => void,
  patience = PATIENCE,
): void {
  const streams = new Map<Socket, Progress>();
  const lookLater = createLooks(patience / LOOKS, look);

  server.on('request', ({ socket }: IncomingMessage) => {
    if (streams.has(socket) || socket.destroyed) return;
    streams.set(socket, { sent: sentBytes(socket), looks: 0 });
    socket.once('close', closed);
    lookLater();
  });
  // WebSockets have a heartbeat.
  server.on('upgrade', ({ socket }: IncomingMessage) => void streams.delete(socket));

  function closed(this: Socket): void {
    streams.delete(this);
  }
  function look(): boolean {
    for (const [socket, progress] of streams) {
      const sent = sentBytes(socket);
      if (socket.writableLength === 0 || sent !== progress.sent) {
        progress.sent = sent;
        progress.looks = 0;
      } else if (++progress.looks >= LOOKS) {
        onUnread(socket);
        socket.destroy();
      }
    }
    return streams.size > 0;
  }
}
