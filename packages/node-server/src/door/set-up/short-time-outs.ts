import type { Connections, EngineSession } from '../connections.ts';
import { hasCloseFrame, isCutPoll, webSocketOf } from '../private-members.ts';
import type { SetUpProblem } from './request-problems.ts';

/** So many sessions in a row that end alike are no chance. */
const ALIKE = 3;
/** Milliseconds by which their silence differs at most. */
const APART = 500;
/** Milliseconds between two ends: what ends together, as with a proxy that restarts, counts once. */
const TOGETHER = 100;
/** Milliseconds of silence that a connection has at least, which nobody cut for what it sent. */
const LEAST = 900;

/**
 * Reports what ends WebSockets and polling requests that are silent, sooner than the next heartbeat and without a word: a proxy
 * whose time-out is too short.
 */
export function watchTimeOuts(
  connections: Pick<Connections, 'onSessionClosed'>,
  pingInterval: number,
  onProblem: (problem: SetUpProblem) => void,
): void {
  let last: number[] = [];
  let endedAt = Number.NEGATIVE_INFINITY;
  connections.onSessionClosed((session, cause) => {
    const silence = silenceBeforeCut(session, cause);
    if (silence === undefined || silence < LEAST || silence > pingInterval) return;
    const now = performance.now();
    const isTogether = now - endedAt < TOGETHER;
    endedAt = now;
    if (isTogether) return;
    const alike = last.every((other) => Math.abs(other - silence) <= APART);
    last = alike ? [...last, silence] : [silence];
    if (last.length < ALIKE) return;
    const seconds = Math.round(silence / 100) / 10;
    last = [];
    onProblem({
      reason: 'time_out_too_short',
      why: `Connections were cut after ${seconds} s of silence, and the heartbeat comes every ${pingInterval / 1_000} s: raise the time-outs of the proxy above PING_INTERVAL and PING_TIMEOUT together (nginx: proxy_read_timeout, proxy_send_timeout; HAProxy: timeout client, server and tunnel)`,
    });
  });
}

/** Milliseconds since it sent something last; `undefined` for one that said good-bye or was cut by us. */
function silenceBeforeCut({ connection, guard, isCut }: EngineSession, cause: unknown): number | undefined {
  if (!guard || isCut) return undefined;
  const webSocket = webSocketOf(connection);
  const isClosedByOther = webSocket ? !hasCloseFrame(webSocket) : isCutPoll(cause);
  return isClosedByOther ? guard.silence : undefined;
}
