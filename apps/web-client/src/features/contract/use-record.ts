import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useContract, useDestination } from '../../clients/destination.ts';
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

/** What every report begins with. */
export interface ReportContext {
  /** Name and version. */
  readonly contract: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** For a report of the picked client's contract that is written now. */
export function useReportContext(): () => ReportContext {
  const { name, version } = useContract();
  return () => ({ contract: `${name} ${version}`, at: Date.now() });
}
