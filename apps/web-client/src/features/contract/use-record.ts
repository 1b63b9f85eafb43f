import { useCallback, useSyncExternalStore } from 'react';
import { useContract, useDestination } from '../../clients/destination.ts';
import { useSession } from '../../session/console-session.ts';
import type { ContractSnapshot } from '../../traffic/contract-record.ts';

const unsubscribe = (): void => undefined;

/** The record of what the picked client speaks at its server: rendered again at most four times a second, and only while it is shown. */
export function useRecord(shown: boolean): ContractSnapshot {
  const { record } = useSession();
  const to = useDestination();
  const subscribe = useCallback(
    (listener: () => void) => (shown ? record.subscribe(listener) : unsubscribe),
    [record, shown],
  );
  return useSyncExternalStore(subscribe, () => record.getSnapshot(to));
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
