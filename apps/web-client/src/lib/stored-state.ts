import type { PersistStorage, StorageValue } from 'zustand/middleware';
import { readStoredJson, storeJson } from './stored-json.ts';

/**
 * Where the stores keep what survives a reload. Storage that is full, forbidden or holds garbage costs only that, and
 * never throws: zustand's own would, out of the click that changed the store. `storage` is that of the browser unless given.
 */
export function storedState<State>(storage = (): Storage => localStorage): PersistStorage<State> {
  return {
    getItem: (name) => (readStoredJson(storage, name) as StorageValue<State> | undefined) ?? null,
    setItem: (name, value) => {
      storeJson(storage, name, value);
    },
    removeItem: (name) => {
      storeJson(storage, name, undefined);
    },
  };
}
