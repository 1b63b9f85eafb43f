import type { PersistStorage, StorageValue } from 'zustand/middleware';
import { readStoredJson, storeJson } from './stored-json.ts';

const storage = (): Storage => localStorage;

/**
 * Where the stores keep what survives a reload. Storage that is full, forbidden or holds garbage costs only that, and
 * never throws: zustand's own would, out of the click that changed the store.
 */
export function storedState<State>(): PersistStorage<State> {
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
