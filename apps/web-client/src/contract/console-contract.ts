import {
  type EventMap,
  type EventSpec,
  ownValue,
  type ServerEventMap,
  type ServerEventSpec,
} from '@switchboard/contract';

/**
 * What the console knows of a server's events, from any source: it is a `Contract` of `@switchboard/contract`, and so
 * its schemas are Standard Schema. Nothing else in the console describes events.
 */
export interface ConsoleContract {
  /** The key in targets, drafts and saved messages. */
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
