import type { EventEmitter } from 'node:events';

/** Whether a listener of the application waits for this event of a client. */
export function isHeard(socket: EventEmitter, event: unknown): boolean {
  if (typeof event !== 'string' && typeof event !== 'number') return false;
  // An application that listens to `*` has a wildcard of its own, which gets every event.
  if (event !== 'error') return socket.listenerCount(String(event)) > 0 || socket.listenerCount('*') > 0;
  // Socket.IO sets one that does nothing, called `noop`, so that a client's `error` ends no process.
  return socket.listeners('error').some(({ name }) => name !== 'noop');
}

/** Warns of listeners that never run, because the router answers their event: each event once. */
export interface ListenerWarning {
  /** Looks at the listeners of a socket that has just connected, once all handlers of `connection` have run. */
  lookSoon(socket: EventEmitter): void;
  /** Looks at the listeners of one event, which the router answers. */
  lookAt(socket: EventEmitter, event: string): void;
}

/** `isTaken` says whether the router answers an event. */
export function createListenerWarning(isTaken: (event: unknown) => boolean): ListenerWarning {
  const named = new Set<string>();
  const lookAt = (socket: EventEmitter, event: string): void => {
    if (socket.listenerCount(event) === 0 || named.has(event)) return;
    named.add(event);
    process.emitWarning(
      `A listener of "${event}" never runs, because this event is in the contract and its controller answers it: remove the listener.`,
    );
  };
  const look = (socket: EventEmitter): void => {
    for (const event of socket.eventNames()) if (isTaken(event)) lookAt(socket, event as string);
  };
  return { lookSoon: (socket) => void setImmediate(look, socket), lookAt };
}
