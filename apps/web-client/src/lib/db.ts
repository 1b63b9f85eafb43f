import { Dexie, liveQuery, type Table } from 'dexie';

/** A database that is open. Its rows are unknown: an earlier console or a person may have written them. */
export type Database<Store extends string> = Dexie & { readonly [Name in Store]: Table<unknown, string> };

/**
 * Opens a database of this browser and makes the stores that it does not have; `stores` gives the key of each. Rejects
 * with the browser's own reason where nothing can be stored.
 */
export async function openDatabase<Store extends string>(
  name: string,
  stores: Readonly<Record<Store, string>>,
): Promise<Database<Store>> {
  // Read at each try, as a browser that forbids storage throws here, and may allow it later.
  Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });
  const database = new Dexie(name);
  database.version(1).stores(stores);
  return (await database.open()) as Database<Store>;
}

/**
 * Calls `onValue` with what `query` reads, once and after each change of what it read, whichever tab made it. Returns how
 * to stop.
 */
export function watch<Value>(
  query: () => Promise<Value>,
  onValue: (value: Value) => void,
  onError: (error: unknown) => void,
): () => void {
  const subscription = liveQuery(query).subscribe(onValue, onError);
  return () => subscription.unsubscribe();
}
