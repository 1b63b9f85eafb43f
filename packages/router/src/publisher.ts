import {
  type Contract,
  type EventMap,
  type EventName,
  type PayloadInput,
  type ServerEventMap,
  type ServerEventSpec,
  validateNow,
} from '@switchboard/contract';

/** What the publisher needs of Socket.IO: a server, a namespace and a socket all have it. */
export interface BroadcastTarget {
  to(room: string | string[]): BroadcastTarget;
  except(room: string | string[]): BroadcastTarget;
  emit(event: string, ...args: unknown[]): unknown;
}

type EmitArguments<S> = S extends { readonly payload: unknown } ? [payload: PayloadInput<S>] : [];

/** Server to client, typed and validated. Every method but `emit` gives a narrower publisher. */
export interface Publisher<M extends ServerEventMap> {
  /** Only to those in the room, or in any of the rooms. A socket's id is a room of its own. */
  to(room: string | string[]): Publisher<M>;
  /** Only to the sockets of one user: those that joined `userRoom(id)`. */
  toUser(id: string): Publisher<M>;
  /** Not to those in the room, or in any of the rooms. */
  except(room: string | string[]): Publisher<M>;
  /** Sends the event. Throws a TypeError, and sends nothing, if the payload breaks the contract. */
  emit<E extends EventName<M>>(event: E, ...payload: EmitArguments<M[E]>): void;
}

/** The room that all sockets of one user share. */
export function userRoom(id: string): string {
  return `user:${id}`;
}

export function createPublisher<C extends EventMap, M extends ServerEventMap>(
  contract: Contract<C, M>,
  target: BroadcastTarget,
): Publisher<M> {
  return {
    to: (room) => createPublisher(contract, target.to(room)),
    toUser: (id) => createPublisher(contract, target.to(userRoom(id))),
    except: (room) => createPublisher(contract, target.except(room)),
    emit: (event, payload?: unknown) => {
      const spec = Object.hasOwn(contract.serverEventMap, event) ? contract.serverEventMap[event] : undefined;
      assertPayload(event, spec, payload);
      target.emit(event, ...(spec?.payload ? [payload] : []));
    },
  };
}

function assertPayload(event: string, spec: ServerEventSpec | undefined, payload: unknown): void {
  if (!spec) throw new TypeError(`The contract has no server event "${event}".`);
  if (!spec.payload) {
    if (payload === undefined) return;
    throw new TypeError(`The server event "${event}" takes no payload.`);
  }
  const validation = validateNow(spec.payload, payload);
  if (!validation.ok) {
    throw new TypeError(
      `The payload of "${event}" breaks the contract: ${JSON.stringify(validation.issues)}`,
    );
  }
}
