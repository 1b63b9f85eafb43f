import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '@switchboard/events';
import { Server } from 'socket.io';
import { serveConsole } from './console-files.ts';

export interface LoadServer {
  readonly url: string;
  /** Emits valid `message:sent`, one after the other to the sockets in turn. Resolves to how many, and the seconds it took. */
  emit(rate: number, seconds: number): Promise<{ sent: number; took: number }>;
  /** Why connections were lost since the first emit, one reason for each. */
  readonly lost: readonly string[];
  close(): Promise<void>;
}

/** Milliseconds between two bursts. */
const TICK = 10;

/** A bare Socket.IO server that also serves the built console: nothing of ours slows it down. */
export async function startLoadServer(): Promise<LoadServer> {
  const http = createServer(serveConsole);
  const io = new Server(http);
  http.listen(0, 'localhost');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const lost: string[] = [];
  return {
    lost,
    url: `http://localhost:${port}`,
    emit: async (rate, seconds) => {
      const sockets = [...io.sockets.sockets.values()];
      for (const socket of sockets) socket.on('disconnect', (reason) => lost.push(reason));
      const start = performance.now();
      const total = rate * seconds;
      let sent = 0;
      while (sent < total) {
        const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * rate));
        for (; sent < due; sent++) sockets[sent % sockets.length]?.emit('message:sent', message(sent + 1));
        await delay(TICK);
      }
      return { sent, took: (performance.now() - start) / 1_000 };
    },
    close: async () => {
      await io.close();
    },
  };
}

function message(seq: number): Message {
  return {
    id: `message-${seq}`,
    room: 'general',
    seq,
    author: { id: `user-${seq % 50}`, name: `User ${seq % 50}` },
    text: `Message ${seq} of a busy evening, as long as people write them.`,
    sentAt: new Date().toISOString(),
  };
}
