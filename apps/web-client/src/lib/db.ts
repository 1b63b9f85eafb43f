import type { Dexie, Table } from 'dexie';
import { PARTS } from '../texts/shell.ts';

/** A database that is open. Its rows are unknown: an earlier console or a person may have written them. */
export type Database<Store extends string> = Dexie & { readonly [Name in Store]: Table<unknown, string> };

/** Dexie is no part of the first load. It opens a channel to other tabs as it loads; without one where the browser forbids that. */
async function loadDexie(): Promise<typeof import('dexie')> {
  try {
    new BroadcastChannel('switchboard').close();
  } catch {
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  }
  return import('dexie');
}

/**
 * A database that is opened when it is first asked for, with the stores that it does not have, and tried again where that
 * failed; `stores` gives the key of each. Rejects with the browser's own reason where nothing can be stored.
 */
export function lazyDatabase<Store extends string>(
  name: string,
  stores: Readonly<Record<Store, string>>,
): () => Promise<Database<Store>> {
  const open = async (): Promise<Database<Store>> => {
    const { Dexie } = await loadDexie();
    // Read at each try, as a browser that forbids storage throws here, and may allow it later.
    Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });
    const database = new Dexie(name);
    database.version(1).stores(stores);
    return (await database.open()) as Database<Store>;
  };
  let opened: Promise<Database<Store>> | undefined;
  return async () => {
    opened ??= open();
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
}

/**
 * Calls `onValue` with what `query` reads, once and after each change of what it read, whichever tab made it. Resolves to
 * how to stop.
 */
export async function watch<Value>(
  query: () => Promise<Value>,
  onValue: (value: Value) => void,
  onError: (error: unknown) => void,
): Promise<() => void> {
  const { liveQuery } = await loadDexie();
  const subscription = liveQuery(query).subscribe(onValue, onError);
  return () => subscription.unsubscribe();
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
