import type { Connections, EngineSession } from '../connections.ts';

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
  let isDue = false;

  connections.onSessionOpened((session) => {
    waiting.set(session, performance.now() + connectTimeout);
    if (!isDue) lookIn(connectTimeout);
  });
  connections.onSessionClosed((session) => void waiting.delete(session));

  function lookIn(ms: number): void {
    isDue = true;
    setTimeout(look, ms).unref();
  }
  function look(): void {
    isDue = false;
    const now = performance.now();
    for (const [session, until] of waiting) {
      if (until > now) {
        lookIn(until - now + 1);
        return;
      }
      waiting.delete(session);
      if (!session.client) cut(session);
    }
  }
}
