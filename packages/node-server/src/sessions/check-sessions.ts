import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Server, Socket } from '../door/socket-server.ts';
import type { LiveSessions } from './live-sessions.ts';
import { type RepeatOptions, repeat } from './repeat.ts';
import type { SessionStore } from './session-store.ts';

export interface SessionCheckOptions extends RepeatOptions {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly live: Pick<LiveSessions, 'lose'>;
}

/** How many sessions are looked up at a time. */
const BATCH = 100;

/**
 * Looks up the session of every connection now and then, and ends it where the store no longer has it: so a logout on
 * another machine holds even if its message was lost. No session ends because the store does not answer. Returns what stops it.
 */
export function checkSessions(
  io: Server,
  { sessions, live, interval, onFailed }: SessionCheckOptions,
): () => void {
  const { sockets } = io.of('/');
  let isStopped = false;

  const round = async (): Promise<void> => {
    const held = [...bySession(sockets.values())];
    while (held.length > 0 && !isStopped) {
      await Promise.all(held.splice(0, BATCH).map(([id, holders]) => check(id, holders)));
      await nextTurn();
    }
  };
  const check = async (id: string, holders: readonly Socket[]): Promise<void> => {
    const isOver = (await sessions.find(id)) === undefined;
    const now = Date.now();
    for (const socket of holders) {
      const { session } = socket.data;
      if (session?.id !== id) continue; // It has another one by now.
      // A timer stands still while the machine sleeps.
      if (session.expiresAt <= now) live.lose(socket, 'expired');
      else if (isOver) live.lose(socket, 'revoked');
    }
  };

  const stop = repeat(round, { interval, onFailed });
  return () => {
    isStopped = true;
    stop();
  };
}

function bySession(sockets: Iterable<Socket>): Map<string, Socket[]> {
  const found = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const { session } = socket.data;
    if (!session) continue;
    const holders = found.get(session.id);
    if (holders) holders.push(socket);
    else found.set(session.id, [socket]);
  }
  return found;
}
