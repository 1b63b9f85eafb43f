import type { LoginState } from '@switchboard/client';
import type { ConsoleContract } from '../contract/contracts.ts';
import { readStoredJson, storeJson } from '../lib/storage.ts';
import { type ConnectionSettings, readSettings } from '../links/connection-settings.ts';
import { tabKey } from './page-target.ts';

/** What of a client survives a reload of its tab. */
export interface SavedClient {
  readonly name: string;
  readonly hue: number;
  readonly settings: ConnectionSettings;
}

/** A user as the reply to a login describes one. */
export interface User {
  readonly id: string;
  readonly name: string;
}

export interface Identity {
  readonly token: string;
  /** As the server said at the login; left out where the token was given by hand, and so nobody said. */
  readonly user?: User;
}

const nextHue = (): string => tabKey('next-hue');
// Per tab, so that two tabs are different people and a token does not outlive its tab.
const storage = (): Storage => sessionStorage;

/** `undefined` where nothing fit is stored. */
export function readSavedClients(): SavedClient[] | undefined {
  const stored = readStoredJson(storage, tabKey('clients'));
  if (!Array.isArray(stored)) return undefined;
  const clients = new Map<number, SavedClient>();
  for (const one of stored as (Partial<SavedClient> | null)[]) {
    const { name, hue, settings } = one ?? {};
    if (typeof name !== 'string' || typeof hue !== 'number' || clients.has(hue)) continue;
    clients.set(hue, { name, hue, settings: readSettings(settings) });
  }
  return clients.size > 0 ? [...clients.values()] : undefined;
}

export function saveClients(clients: readonly SavedClient[]): void {
  storeJson(
    storage,
    tabKey('clients'),
    clients.map(({ name, hue, settings }) => ({ name, hue, settings })),
  );
}

/** The first hue that no client of this tab ever had: the timeline keeps the messages of those that were removed. */
export function readNextHue(): number {
  const stored = readStoredJson(storage, nextHue());
  return Number.isSafeInteger(stored) ? (stored as number) : 0;
}

export function saveNextHue(hue: number): void {
  storeJson(storage, nextHue(), hue);
}

export function readIdentity(id: string): Identity | undefined {
  const stored = readStoredJson(storage, tabKey(`identity.${id}`)) as Partial<Identity> | null | undefined;
  return typeof stored?.token === 'string' ? (stored as Identity) : undefined;
}

export function saveIdentity(id: string, identity: Identity | undefined): void {
  storeJson(storage, tabKey(`identity.${id}`), identity);
}

/** Who the client is by its login; `known` is who it was until now, for a login of which only the token is known. */
export function identityOf(
  state: LoginState<{ user: User }>,
  known: Identity | undefined,
): Identity | undefined {
  if (state.status !== 'loggedIn') return undefined;
  const user = state.data?.user ?? known?.user;
  return { token: state.token, ...(user && { user }) };
}

/** What an event does to the identity of its sender; `undefined` for nothing. */
export function identityChangeOf(event: string, { login }: ConsoleContract): 'begins' | 'ends' | undefined {
  if (!login) return undefined;
  if (event === login.login) return 'begins';
  return event === login.logout ? 'ends' : undefined;
}
