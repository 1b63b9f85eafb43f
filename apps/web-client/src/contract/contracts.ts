import { createContext, useContext } from 'react';
import { CLIENTS } from '../texts/clients.ts';
import { type ConsoleContract, RAW } from './console-contract.ts';

let known: readonly ConsoleContract[] = [RAW];
/** Of clients that are gone, too: what they sent and received stays in the timeline. */
const byClient = new Map<string, ConsoleContract>();

/** Makes contracts known, beside raw mode; the first is that of new clients. */
export function registerContracts(contracts: readonly ConsoleContract[]): void {
  known = [...contracts, RAW];
}

/** All that a client can be given, raw mode last. */
export function knownContracts(): readonly ConsoleContract[] {
  return known;
}

/** That of clients that were not given any: the first that is known, or raw mode. */
export function defaultContract(): ConsoleContract {
  return known[0] ?? RAW;
}

/** The default for an empty id, and raw mode for one that is not known. */
export function contractById(id: string): ConsoleContract {
  if (id === '') return defaultContract();
  return known.find((contract) => contract.id === id) ?? RAW;
}

/** What a client of the console speaks from now on. */
export function setContractOf(clientId: string, contract: ConsoleContract): void {
  byClient.set(clientId, contract);
}

/** What a client of the console speaks, or spoke before it was removed. */
export function contractOf(clientId: string): ConsoleContract {
  return byClient.get(clientId) ?? defaultContract();
}

/** The contract of the client that is picked: the shell provides it. */
export const ContractContext = createContext<ConsoleContract | undefined>(undefined);

export function useContract(): ConsoleContract {
  return useContext(ContractContext) ?? defaultContract();
}

/** How a contract is called where one is chosen. */
export function contractLabel(id: string): string {
  const { isRaw, name, version } = contractById(id);
  return isRaw ? CLIENTS.rawContract : `${name} ${version}`;
}
