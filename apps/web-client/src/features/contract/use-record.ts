import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useDestination } from '../../clients/destination.ts';
import { useSession } from '../../session/console-session.ts';
import type { ContractSnapshot } from '../../traffic/contract-record.ts';

const unsubscribe = (): void => undefined;

/** The record of what the picked client speaks at its server: rendered again with the log, and only while it is shown. */
export function useRecord(shown: boolean): ContractSnapshot {
  const { log } = useSession();
  const to = useDestination();
  const subscribe = useCallback(
    (listener: () => void) => (shown ? log.subscribe(listener) : unsubscribe),
    [log, shown],
  );
  const snapshot = useSyncExternalStore(subscribe, log.getSnapshot);
  return useMemo(() => snapshot.recordOf(to), [snapshot, to]);
}
