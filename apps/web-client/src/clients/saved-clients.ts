import { type ConnectionSettings, readSettings } from './connection-settings.ts';
import type { Identity } from './identity.ts';
import { readStoredJson, storeJson } from './stored-json.ts';

/** What of a client survives a reload of its tab. */
export interface SavedClient {
  readonly name: string;
  readonly hue: number;
  readonly settings: ConnectionSettings;
}

const CLIENTS = 'switchboard.clients';
// Per tab, so that two tabs are different people and a token does not outlive its tab.
const storage = (): Storage => sessionStorage;

/** `undefined` where nothing fit is stored. */
export function readSavedClients(): SavedClient[] | undefined {
  const stored = readStoredJson(storage, CLIENTS);
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
    CLIENTS,
    clients.map(({ name, hue, settings }) => ({ name, hue, settings })),
  );
}

export function readIdentity(id: string): Identity | undefined {
  const stored = readStoredJson(storage, identityKey(id)) as Partial<Identity> | null | undefined;
  return typeof stored?.token === 'string' ? (stored as Identity) : undefined;
}

export function saveIdentity(id: string, identity: Identity | undefined): void {
  storeJson(storage, identityKey(id), identity);
}

function identityKey(id: string): string {
  return `switchboard.identity.${id}`;
}
