import type { ClientEngine, ClientManager } from '../socket/client-socket.ts';

type Listener = (engine: ClientEngine) => void;

const listenersOf = new WeakMap<ClientManager, Set<Listener>>();

/**
 * Calls the listener for each new engine of the manager as soon as it is made, before anything happens to it; returns its undo.
 * A manager reports no event for that, so its property `engine` becomes one that notices what it is set to.
 */
export function onEngine(manager: ClientManager, listener: Listener): () => void {
  const listeners = listenersOf.get(manager) ?? watch(manager);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || listenersOf.get(manager) !== listeners) return;
    listenersOf.delete(manager);
    define(manager, { value: manager.engine, writable: true });
  };
}

function watch(manager: ClientManager): Set<Listener> {
  const listeners = new Set<Listener>();
  listenersOf.set(manager, listeners);
  let current = manager.engine;
  define(manager, {
    get: () => current,
    set: (engine: ClientEngine) => {
      current = engine;
      for (const listener of [...listeners]) listener(engine);
    },
  });
  return listeners;
}

function define(manager: ClientManager, property: PropertyDescriptor): void {
  Object.defineProperty(manager, 'engine', { ...property, configurable: true, enumerable: true });
}
