import { PARTS } from '../texts/shell.ts';
import type { Database } from './db.ts';

/** Loads what opens databases, which is no part of the first load. */
export async function loadDb(): Promise<typeof import('./db.ts')> {
  dropForbiddenChannel();
  return import('./db.ts');
}

/** A database that is opened when it is first asked for, and tried again where that failed; `stores` gives the key of each. */
export function lazyDatabase<Store extends string>(
  name: string,
  stores: Readonly<Record<Store, string>>,
): () => Promise<Database<Store>> {
  let opened: Promise<Database<Store>> | undefined;
  return async () => {
    opened ??= loadDb().then(({ openDatabase }) => openDatabase(name, stores));
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
}

/** Whether this browser has a database; `true` where it does not say. */
export async function hasDatabase(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    return true;
  }
}

/** Makes the browser ask before the page goes, until the work has ended: what is not stored yet would be lost. */
export async function holdPage<T>(work: Promise<T>): Promise<T> {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  addEventListener('beforeunload', ask);
  try {
    return await work;
  } finally {
    removeEventListener('beforeunload', ask);
  }
}

/** Why something could not be stored, in one sentence. */
export function whyNotStored(error: unknown): string {
  if (isFull(error)) return PARTS.storageFull;
  const reason = error instanceof Error ? error.message : String(error);
  return PARTS.storageForbidden(reason);
}

/** Dexie wraps the browser's error, and collects those of many rows. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { inner, failures } = error as { inner?: unknown; failures?: readonly unknown[] };
  return error.name === 'QuotaExceededError' || isFull(inner) || (failures?.some(isFull) ?? false);
}

/** Dexie opens a channel to other tabs as it loads. Where the browser forbids that, it goes without. */
function dropForbiddenChannel(): void {
  try {
    new BroadcastChannel('switchboard').close();
  } catch {
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  }
}
