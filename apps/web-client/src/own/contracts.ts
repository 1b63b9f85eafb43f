import type { Client } from '@switchboard/client';
import {
  ADMIN_NAMESPACE,
  adminContract,
  type clientEventMap,
  contract,
  type serverEventMap,
} from '@switchboard/events';
import type { SavedClient } from '../clients/saved-clients.ts';
import type { ConsoleContract } from '../contract/contracts.ts';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import type { Link } from '../links/link.ts';

/** The contract that this console was built with. */
export const OWN: ConsoleContract = {
  ...contract,
  id: contract.name,
  namespace: '/',
  login: {
    login: 'session:login',
    refresh: 'session:refresh',
    logout: 'session:logout',
    ended: 'session:ended',
  },
  source: { module: '@switchboard/events', name: 'contract' },
  isRaw: false,
};

/** The contract of the server's administration, which has a namespace of its own. */
export const OWN_ADMIN: ConsoleContract = {
  ...adminContract,
  id: adminContract.name,
  namespace: ADMIN_NAMESPACE,
  source: { module: '@switchboard/events', name: 'adminContract' },
  isRaw: false,
};

/** Two clients, so that there is somebody to talk to. */
export const OWN_CLIENTS: readonly SavedClient[] = [
  { name: 'Alice', hue: 0, settings: DEFAULT_SETTINGS },
  { name: 'Bob', hue: 1, settings: DEFAULT_SETTINGS },
];

/** A client of the own contract, whose events the compiler knows. */
export type OwnClient = Client<typeof clientEventMap, typeof serverEventMap>;

/** The client behind a link, where that speaks the own contract. */
export function ownClientOf({ link }: { readonly link: Link }): OwnClient | undefined {
  return link.contract.id === OWN.id ? (link.client as unknown as OwnClient) : undefined;
}
