import {
  assertBinary,
  type Contract,
  type EventMap,
  type EventName,
  isBytes,
  ownValue,
  type Path,
  type PayloadInput,
  readValueNow,
  type ServerEventMap,
  toDuration,
} from '@switchboard/contract';
import { safely } from '../lib/safely.ts';
import { type AnyOutcome, type AskableTarget, askAll, type Outcome } from './collect.ts';
import {
  BreachError,
  checkOutgoing,
  checkWith,
  type DroppedFields,
  type OutgoingBreach,
  type OutgoingMode,
} from './outgoing-check.ts';

/** What the publisher needs of Socket.IO: a server, a namespace and a socket all have it. */
export type BroadcastTarget = AskableTarget & {
  to(room: string | string[]): BroadcastTarget;
  except(room: string | string[]): BroadcastTarget;
  emit(event: string, ...args: unknown[]): unknown;
};

export interface PublisherOptions {
  /** @default 'enforce' */
  readonly validation?: OutgoingMode;
  /** Gets what breaks the contract, in the mode `report`. */
  readonly onBreach?: (breach: OutgoingBreach) => unknown;
  /** Gets the fields that were left out because the contract does not name them, in any mode but `off`. */
  readonly onDropped?: (fields: DroppedFields) => unknown;
}

export interface CollectOptions {
  /**
   * Milliseconds that each socket has for its answer: more than 0 and at most 2,147,483,647.
   * @default 5,000
   */
  readonly timeout?: number;
}

type EmitArguments<S> = S extends { readonly payload: unknown } ? [payload: PayloadInput<S>] : [];

type CollectArguments<S> = S extends { readonly payload: unknown }
  ? [payload: PayloadInput<S>, options?: CollectOptions]
  : [payload?: null, options?: CollectOptions];

type Answered<M extends ServerEventMap> = {
  [E in EventName<M>]: M[E] extends { readonly response: unknown } ? E : never;
}[EventName<M>];

/** Server to client, typed and validated. Every method but `emit` and `collect` gives another publisher. */
export interface Publisher<M extends ServerEventMap> {
  /** Only to those in the room, or in any of the rooms: to nobody if the list is empty. */
  to(room: string | string[]): Publisher<M>;
  /** Only to the sockets of one user: those in `userRoom(id)`, as a socket is whose `context` gives that user. */
  toUser(id: string): Publisher<M>;
  /** Only to one socket. */
  toSocket(id: string): Publisher<M>;
  /** Not to those in the room, or in any of the rooms. */
  except(room: string | string[]): Publisher<M>;
  /** Again to all sockets that the publisher was made for. */
  all(): Publisher<M>;
  /**
   * Sends the event, without fields that the contract does not name. In the mode `enforce` it throws a BreachError, and sends
   * nothing, if the payload breaks the contract. More than 10 binary parts, a Blob or a File are a TypeError in any mode.
   */
  emit<E extends EventName<M>>(event: E, ...payload: EmitArguments<M[E]>): void;
  /**
   * Sends an event that has a response, and resolves to one outcome for each socket that it went to, in no order.
   * The promise never rejects and never hangs; a payload that breaks the contract, or that cannot be encoded, throws at once,
   * as with `emit`, and so does a timeout that is no duration, as a TypeError.
   */
  collect<E extends Answered<M>>(event: E, ...args: CollectArguments<M[E]>): Promise<Outcome<M[E]>[]>;
}

/** A room that nobody joins: for Socket.IO, an empty list of rooms is everybody. */
const NOBODY = '\0nobody';

/** The room that all sockets of one user share: a router that is attached to Socket.IO puts them there. */
export function userRoom(id: string): string {
  return `${USER}${id}`;
}

export function isUserRoom(room: string): boolean {
  return room.startsWith(USER);
}

const USER = 'user:';

export function createPublisher<C extends EventMap, M extends ServerEventMap>(
  contract: Contract<C, M>,
  root: BroadcastTarget,
  { validation: mode = 'enforce', onBreach, onDropped }: PublisherOptions = {},
): Publisher<M> {
  const reportDropped = (
    fields: Pick<DroppedFields, 'event' | 'socketId'>,
    dropped?: readonly Path[],
  ): void => {
    if (dropped) safely('onDropped', onDropped, { ...fields, dropped });
  };

  /** The arguments that follow the event's name. Throws a TypeError for more than 10 binary parts, a Blob or a File. */
  const argumentsOf = (event: string, payload: unknown): unknown[] => {
    const sent = mode === 'off' ? payload : written(event, payload);
    assertBinary(sent);
    const hasPayload = ownValue(contract.serverEventMap, event)?.payload !== undefined;
    return sent === undefined || (sent === null && !hasPayload) ? [] : [sent];
  };

  const written = (event: string, payload: unknown): unknown => {
    const checked = checkOutgoing(contract, event, payload);
    if (checked.ok) {
      reportDropped({ event }, checked.dropped);
      return checked.value;
    }
    const breach = { event, issues: checked.issues };
    if (mode === 'enforce') throw new BreachError(breach);
    safely('onBreach', onBreach, breach);
    return payload;
  };

  const readAnswer = (event: string, socketId: string, answer: unknown): AnyOutcome => {
    const schema = ownValue(contract.serverEventMap, event)?.response;
    if (mode === 'off' || !schema) return { socketId, ok: true, data: answer };
    const checked = checkWith(() => readValueNow(schema, answer));
    if (checked.ok) {
      reportDropped({ event, socketId }, checked.dropped);
      return { socketId, ok: true, data: checked.value };
    }
    const { issues } = checked;
    if (mode === 'enforce') return { socketId, ok: false, code: 'BAD_RESPONSE', issues };
    safely('onBreach', onBreach, { event, socketId, issues });
    return { socketId, ok: true, data: answer };
  };

  const collect = (
    target: BroadcastTarget,
    event: string,
    payload: unknown,
    { timeout = 5_000 }: CollectOptions = {},
  ): Promise<AnyOutcome[]> => {
    toDuration(timeout, 'timeout');
    const read = (socketId: string, answer: unknown): AnyOutcome => readAnswer(event, socketId, answer);
    const args = argumentsOf(event, payload);
    assertEncodable(args);
    return askAll(target, { event, args, timeout, read });
  };

  const build = (target: BroadcastTarget): object => ({
    to: (room: string | string[]) => build(target.to(room.length === 0 ? NOBODY : room)),
    toUser: (id: string) => build(target.to(userRoom(id))),
    toSocket: (id: string) => build(target.to(id)),
    except: (room: string | string[]) => build(target.except(room)),
    all: () => build(root),
    emit: (event: string, payload?: unknown) => void target.emit(event, ...argumentsOf(event, payload)),
    collect: (event: string, payload?: unknown, options?: CollectOptions) =>
      collect(target, event, payload, options),
  });
  return build(root) as Publisher<M>;
}

/** Throws what JSON throws. Bytes go beside it. */
function assertEncodable(args: readonly unknown[]): void {
  JSON.stringify(args, function (this: Record<string, unknown>, key, value: unknown) {
    return isBytes(this[key]) ? undefined : value;
  });
}
