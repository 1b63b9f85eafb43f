import { useSyncExternalStore } from 'react';
import { type SavedSnapshot, SavedStore } from './saved-store.ts';

/** The saved messages of this browser. */
export const savedStore = new SavedStore();

/** Rendered again when they change, here or in another tab. */
export function useSaved(): SavedSnapshot {
  return useSyncExternalStore(savedStore.subscribe, savedStore.getSnapshot);
}
