import { isStandardCode } from './event-error.ts';
import type { EventMap, ServerEventMap } from './event-map.ts';

/** Everything both ends agree on. */
export interface Contract<C extends EventMap = EventMap, S extends ServerEventMap = ServerEventMap> {
  readonly name: string;
  /** Semantic version: ends of different major versions do not connect. */
  readonly version: string;
  /** What clients may send. */
  readonly clientEventMap: C;
  /** What the server may send. */
  readonly serverEventMap: S;
}

/** Names that Socket.IO keeps for itself, and `*`, which stands for every event. */
const RESERVED_EVENTS: ReadonlySet<string> = new Set([
  '*',
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  'removeListener',
]);

/** Types a feature's events and keeps their literal names. Does nothing at run time. */
export function defineEvents<const M extends EventMap>(events: M): M {
  return events;
}

/** The same for what the server sends. */
export function defineServerEvents<const M extends ServerEventMap>(events: M): M {
  return events;
}

/**
 * Joins the events of all features into one contract.
 * Throws a TypeError that names the event if a name is reserved or a declared error takes the code of a standard one.
 */
export function defineContract<const C extends EventMap, const S extends ServerEventMap>(
  contract: Contract<C, S>,
): Contract<C, S> {
  const { clientEventMap, serverEventMap } = contract;
  for (const event of [...Object.keys(clientEventMap), ...Object.keys(serverEventMap)]) {
    if (RESERVED_EVENTS.has(event)) {
      throw new TypeError(`Event "${event}" is reserved by Socket.IO: give it another name.`);
    }
  }
  for (const [event, { errors = {} }] of Object.entries(clientEventMap)) {
    const taken = Object.keys(errors).find(isStandardCode);
    if (taken) throw new TypeError(`Event "${event}" declares ${taken}, which every event has already.`);
  }
  return Object.freeze({ ...contract });
}
