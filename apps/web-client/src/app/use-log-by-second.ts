import { useEffect, useState } from 'react';
import { useSession } from '../lib/console-session.ts';
import type { LogSnapshot } from '../lib/traffic-log.ts';

export interface LogSecond {
  readonly log: LogSnapshot;
  /** How much more was sent, and received, than a second before. */
  readonly sent: number;
  readonly received: number;
}

/** The log, looked at once a second while it changes, and not at all while it does not. */
export function useLogBySecond(): LogSecond {
  const { log } = useSession();
  const [second, setSecond] = useState<LogSecond>(() => ({ log: log.getSnapshot(), sent: 0, received: 0 }));
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let before = log.getSnapshot();
    const look = (): void => {
      const now = log.getSnapshot();
      if (now === before) {
        clearInterval(timer);
        timer = undefined;
      }
      // A cleared log counts from 0 again.
      const since = (kind: 'sent' | 'received'): number => Math.max(0, now[kind] - before[kind]);
      setSecond({ log: now, sent: since('sent'), received: since('received') });
      before = now;
    };
    const stopListening = log.subscribe(() => {
      timer ??= setInterval(look, 1_000);
    });
    return () => {
      stopListening();
      clearInterval(timer);
    };
  }, [log]);
  return second;
}
