import type { IncomingMessage } from 'node:http';
import type { Connections, EngineSession } from '../connections.ts';
import { createLooks } from '../looks.ts';
import { isPollingResponse, requestedSid, webSocketOf } from '../private-members.ts';

/** Looks at the sessions so often within the time that each of them has. */
const LOOKS = 4;

/** Bytes a second at which an answer is given time to arrive: the system may have taken all of it from us already. */
const SLOWEST = 131_072;

export interface IdlePollingOptions {
  /** Bytes that may wait for a session that asks for nothing. */
  readonly most: number;
  /** Milliseconds after which a session with more than that must ask for it. */
  readonly patience: number;
  /** Milliseconds after which every session must ask, as it could not hear a heartbeat. */
  readonly silence: number;
  readonly cut: (session: EngineSession, reason: 'much' | 'silent') => void;
}

/**
 * Gives each polling session to `cut` that asks for nothing: soon where it has much unread, later where it has not. Engine.IO
 * would keep both, with what they have, until a heartbeat fails. One whose answer is still being written reads slowly, and
 * stays. All share one timer. Returns a middleware of the engine.
 */
export function limitIdlePolling(
  connections: Pick<Connections, 'sessions' | 'onSessionOpened' | 'onSessionClosed'>,
  { most, patience, silence, cut }: IdlePollingOptions,
): (request: IncomingMessage, response: unknown, next: () => void) => void {
  /** Requests for data that are not over, and when the last one was. */
  const polls = new Map<EngineSession, { open: number; endedAt: number }>();
  const lookLater = createLooks(Math.min(patience, silence) / LOOKS, look);

  connections.onSessionOpened((session) => {
    if (webSocketOf(session.connection)) return;
    polls.set(session, { open: 0, endedAt: performance.now() });
    lookLater();
  });
  connections.onSessionClosed((session) => void polls.delete(session));

  function look(): boolean {
    const now = performance.now();
    for (const [session, { open, endedAt }] of polls) {
      if (webSocketOf(session.connection)) {
        polls.delete(session);
        continue;
      }
      if (open > 0) continue;
      const { held = 0, handedOn = 0 } = session.guard ?? {};
      const asksNothingFor = now - endedAt - (handedOn / SLOWEST) * 1_000;
      if (held > most && asksNothingFor > patience) cut(session, 'much');
      else if (asksNothingFor > silence) cut(session, 'silent');
    }
    return polls.size > 0;
  }

  return (request, response, next) => {
    const session = request.method === 'GET' && connections.sessions.get(requestedSid(request) ?? '');
    const poll = session && polls.get(session);
    if (poll && isPollingResponse(response)) {
      poll.open += 1;
      response.once('close', () => {
        poll.open -= 1;
        poll.endedAt = performance.now();
      });
    }
    next();
  };
}
