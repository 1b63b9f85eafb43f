import { create, type StateCreator } from 'zustand';
import { type PersistStorage, persist, type StorageValue } from 'zustand/middleware';

/** The keys whose last value the browser did not keep, because its storage is full or forbidden: a reload loses it. */
export const useStorageTrouble = create<{ readonly lost: ReadonlySet<string> }>()(() => ({
  lost: new Set(),
}));

/** Reads what `storeJson` wrote; `undefined` if there is none, it is not JSON, or storage is forbidden. */
export function readStoredJson(storage: () => Storage, key: string): unknown {
  try {
    const text = storage().getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a value, or forgets it if it is `undefined`. Never throws. */
export function storeJson(storage: () => Storage, key: string, value: unknown): void {
  const others = [...useStorageTrouble.getState().lost].filter((one) => one !== key);
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    others.push(key);
  }
  if (others.length !== useStorageTrouble.getState().lost.size)
    useStorageTrouble.setState({ lost: new Set(others) });
}

/** The keys of what belongs to the layout begin so. */
export const LAYOUT = 'switchboard.layout.';

/** Forgets all whose keys begin so. Never throws. */
export function forgetStored(storage: () => Storage, prefix: string): void {
  try {
    for (const key of Object.keys(storage())) if (key.startsWith(prefix)) storage().removeItem(key);
  } catch {
    // Where storage is forbidden there is nothing in it.
  }
}

/** Where the stores keep what survives a reload. zustand's own would throw, out of the click that changed the store. */
function storedState<State>(storage = (): Storage => localStorage): PersistStorage<State> {
  return {
    getItem: (name) => (readStoredJson(storage, name) as StorageValue<State> | undefined) ?? null,
    setItem: (name, value) => storeJson(storage, name, value),
    removeItem: (name) => storeJson(storage, name, undefined),
  };
}

/** A store that survives a reload, in localStorage if no other is given; `read` gives what of its state is in an object of unknown origin. */
export const storedStore = <State extends object>(
  name: string,
  make: StateCreator<State>,
  read: (stored: Readonly<Record<string, unknown>>) => Partial<State>,
  storage?: () => Storage,
) =>
  create<State>()(
    persist(make, {
      name,
      storage: storedState<State>(storage),
      merge: (stored, state) => ({ ...state, ...read(Object(stored)) }),
      // zustand would keep a fault of `read` to itself, and the state would be lost.
      onRehydrateStorage: () => (_, error) => error && globalThis.reportError?.(error),
    }),
  );

/**
 * The same where all tabs have one state, such as a list that a person keeps: what one tab changes is in the others before
 * they write. What belongs to one tab, such as what is typed, must not be in it.
 */
export const sharedStore = <State extends object>(
  name: string,
  make: StateCreator<State>,
  read: (stored: Readonly<Record<string, unknown>>) => Partial<State>,
) => {
  const store = storedStore(name, make, read);
  globalThis.window?.addEventListener('storage', ({ key }) => {
    if (key === name) void store.persist.rehydrate();
  });
  return store;
};

/** An id that nothing else has. Unlike `crypto.randomUUID` it is there on pages without HTTPS, too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
