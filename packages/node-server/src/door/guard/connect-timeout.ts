import type { Connections, EngineSession } from '../connections.ts';
import { createLooks } from '../looks.ts';

/**
 * Gives each session that has joined no namespace after this many milliseconds to `cut`. All share one timer. Socket.IO's own
 * time-out gives no reason, and leaves the connection to its client for half a minute more.
 */
export function limitConnecting(
  connections: Pick<Connections, 'onSessionOpened' | 'onSessionClosed'>,
  connectTimeout: number,
  cut: (session: EngineSession) => void,
): void {
  /** When each must have joined; the first first. */
  const waiting = new Map<EngineSession, number>();
  const lookLater = createLooks(connectTimeout, look);

  connections.onSessionOpened((session) => {
    waiting.set(session, performance.now() + connectTimeout);
    lookLater();
  });
  connections.onSessionClosed((session) => void waiting.delete(session));

  function look(): number | false {
    const now = performance.now();
    for (const [session, until] of waiting) {
      if (until > now) return until - now + 1;
      waiting.delete(session);
      if (!session.client) cut(session);
    }
    return false;
  }
}
