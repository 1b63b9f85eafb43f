import { useCallback, useSyncExternalStore } from 'react';
import { useContract } from '../../contract/contracts.ts';
import { useSession } from '../../lib/console-session.ts';
import type { ContractSnapshot } from '../../lib/contract-record.ts';

const unsubscribe = (): void => undefined;

/** The record of the picked client's contract: rendered again at most four times a second, and only while it is shown. */
export function useRecord(shown: boolean): ContractSnapshot {
  const { record } = useSession();
  const contract = useContract();
  const subscribe = useCallback(
    (listener: () => void) => (shown ? record.subscribe(listener) : unsubscribe),
    [record, shown],
  );
  return useSyncExternalStore(subscribe, () => record.getSnapshot(contract));
}

/** Name and version of the picked client's contract, for reports. */
export function useContractTitle(): string {
  const { name, version } = useContract();
  return `${name} ${version}`;
}
