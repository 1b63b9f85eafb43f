import { noteStored } from './storage-trouble.ts';

/** Reads what `storeJson` wrote; `undefined` if there is none, it is not JSON, or storage is forbidden. */
export function readStoredJson(storage: () => Storage, key: string): unknown {
  try {
    const text = storage().getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a value, or forgets it if it is `undefined`. Returns whether storage took it: it may be full or forbidden. */
export function storeJson(storage: () => Storage, key: string, value: unknown): boolean {
  const kept = tryStore(storage, key, value);
  noteStored(key, kept);
  return kept;
}

function tryStore(storage: () => Storage, key: string, value: unknown): boolean {
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
