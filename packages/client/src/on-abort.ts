interface Shared {
  readonly listeners: Set<() => void>;
  /** The one listener that the signal has. */
  readonly notify: () => void;
}

const sharedBy = new WeakMap<AbortSignal, Shared>();

/**
 * Calls the listener once when the signal is aborted; returns its undo. A signal gets one listener, however many calls share
 * it: Node warns of a leak above ten.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const shared = sharedBy.get(signal) ?? share(signal);
  shared.listeners.add(listener);
  return () => {
    shared.listeners.delete(listener);
    if (shared.listeners.size > 0 || sharedBy.get(signal) !== shared) return;
    sharedBy.delete(signal);
    signal.removeEventListener('abort', shared.notify);
  };
}

function share(signal: AbortSignal): Shared {
  const listeners = new Set<() => void>();
  const notify = (): void => {
    sharedBy.delete(signal);
    for (const listener of [...listeners]) listener();
  };
  const shared = { listeners, notify };
  sharedBy.set(signal, shared);
  signal.addEventListener('abort', notify, { once: true });
  return shared;
}
