import { create } from 'zustand';

interface StorageTrouble {
  /** The keys whose last value the browser did not keep. */
  readonly lost: ReadonlySet<string>;
}

/** What will not survive a reload, because storage is full or forbidden. */
export const useStorageTrouble = create<StorageTrouble>()(() => ({ lost: new Set() }));

/** Notes whether the browser kept the value of a key. */
export function noteStored(key: string, kept: boolean): void {
  const { lost } = useStorageTrouble.getState();
  if (lost.has(key) !== kept) return;
  useStorageTrouble.setState({
    lost: new Set(kept ? [...lost].filter((one) => one !== key) : [...lost, key]),
  });
}
