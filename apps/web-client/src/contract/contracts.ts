import {
  type EventMap,
  type EventSpec,
  ownValue,
  type ServerEventMap,
  type ServerEventSpec,
} from '@switchboard/contract';
import { CLIENTS } from '../texts/clients.ts';

/**
 * What the console knows of a server's events, from any source: it is a `Contract` of `@switchboard/contract`, and so
 * its schemas are Standard Schema. Nothing else in the console describes events.
 */
export interface ConsoleContract {
  /** Its key in targets and in the places of entries. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Where it is spoken, such as `/` or `/admin`. */
  readonly namespace: string;
  /** What clients may send; empty for raw mode. */
  readonly clientEventMap: EventMap;
  /** What the server may send; empty for raw mode. */
  readonly serverEventMap: ServerEventMap;
  /** The events that give an identity, if it has any. */
  readonly login?: ConsoleLogin;
  /** Where TypeScript imports it from, for programs that the console writes; left out where there is no such module. */
  readonly source?: ContractSource;
  /** Whether there is no contract: nothing is checked, and arguments are a list. */
  readonly isRaw: boolean;
}

export interface ContractSource {
  readonly module: string;
  readonly name: string;
}

/** The names that `stayLoggedIn` of `@switchboard/client` takes. */
export interface ConsoleLogin {
  readonly login: string;
  readonly refresh: string;
  readonly logout?: string;
  readonly ended?: string;
}

/** No contract: any Socket.IO server. */
export const RAW: ConsoleContract = {
  id: 'raw',
  name: 'Raw',
  version: '',
  namespace: '/',
  clientEventMap: {},
  serverEventMap: {},
  isRaw: true,
};

/** What the contract says of an event that clients send; `undefined` where it has none of that name. */
export function sentSpec(
  { clientEventMap }: Pick<ConsoleContract, 'clientEventMap'>,
  event: string,
): EventSpec | undefined {
  return ownValue(clientEventMap, event);
}

/** What the contract says of an event that the server sends; `undefined` where it has none of that name. */
export function receivedSpec(
  { serverEventMap }: Pick<ConsoleContract, 'serverEventMap'>,
  event: string,
): ServerEventSpec | undefined {
  return ownValue(serverEventMap, event);
}

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

/** What the first contract that has an event of this name says of it: for what is kept without its contract. */
export function knownSpec(event: string): EventSpec | undefined {
  return known.map((contract) => sentSpec(contract, event)).find((spec) => spec !== undefined);
}

/** What a client of the console speaks from now on. */
export function setContractOf(clientId: string, contract: ConsoleContract): void {
  byClient.set(clientId, contract);
}

/** What a client of the console speaks, or spoke before it was removed. */
export function contractOf(clientId: string): ConsoleContract {
  return byClient.get(clientId) ?? defaultContract();
}

/** What an entry was seen under: its client may speak another contract by now. */
export function contractOfEntry({ clientId, place }: EntryOrigin): ConsoleContract {
  return place ? contractById(place.contract) : contractOf(clientId);
}

/** What an entry says of where it was seen. */
interface EntryOrigin {
  readonly clientId: string;
  readonly place?: { readonly contract: string };
}

/** What a recording of several clients was made under: the first contract that one of them spoke. */
export function mainContract(contracts: readonly ConsoleContract[]): ConsoleContract {
  return contracts.find(({ isRaw }) => !isRaw) ?? RAW;
}

/** How a contract is called where one is chosen. */
export function contractLabel(id: string): string {
  const { isRaw, name, version } = contractById(id);
  return isRaw ? CLIENTS.rawContract : `${name} ${version}`;
}
