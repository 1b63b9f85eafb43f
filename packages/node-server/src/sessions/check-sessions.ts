import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Server, Socket } from '../door/socket-server.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { SessionStore } from './session-store.ts';

export interface SessionCheckOptions {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly live: Pick<LiveSessions, 'lose'>;
  /** Milliseconds from one round to the next; each is up to a tenth shorter or longer, so that machines do not ask at once. */
  readonly interval: number;
  /** Called when the store does not answer. No session ends for that, and the next round asks again. */
  readonly onFailed: (error: unknown) => void;
}

/** How many sessions are looked up at a time. */
const BATCH = 100;

/**
 * Looks up the session of every connection now and then, and ends it where the store no longer has it: so a logout on
 * another machine holds even if its message was lost. Returns what stops it.
 */
export function checkSessions(
  io: Server,
  { sessions, live, interval, onFailed }: SessionCheckOptions,
): () => void {
  const { sockets } = io.of('/');
  let timer: NodeJS.Timeout;
  let isStopped = false;

  const later = (): void => {
    if (isStopped) return;
    const jitter = 0.9 + Math.random() * 0.2;
    timer = setTimeout(() => void round().catch(onFailed).finally(later), interval * jitter).unref();
  };
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
      if (isOver) live.lose(socket, 'revoked');
      // A timer stands still while the machine sleeps.
      else if (session.expiresAt <= now) live.lose(socket, 'expired');
    }
  };

  later();
  return () => {
    isStopped = true;
    clearTimeout(timer);
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
