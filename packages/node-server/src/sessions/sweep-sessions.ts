import { setImmediate as nextTurn } from 'node:timers/promises';
import { type RepeatOptions, repeat } from './repeat.ts';
import type { SessionStore } from './session-store.ts';

/** How many sessions are dropped at a time, so that nobody else waits long for the store. */
const SLICE = 500;

/** Drops the sessions that have expired, at once and then now and then. Returns what stops it. */
export function sweepSessions(
  sessions: Pick<SessionStore, 'sweep'>,
  options: Omit<RepeatOptions, 'atOnce'>,
): () => void {
  let isStopped = false;
  const round = async (): Promise<void> => {
    while (!isStopped && (await sessions.sweep(SLICE)) === SLICE) await nextTurn();
  };
  const stop = repeat(round, { ...options, atOnce: true });
  return () => {
    isStopped = true;
    stop();
  };
}
