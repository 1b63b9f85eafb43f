import type { CallMeta } from './call-meta.ts';
import type { EventName, PayloadInput, ResponseInput } from './event-map.ts';
import type { Reply } from './reply.ts';
import type { Schema } from './schema.ts';

type HasPayload = { readonly payload: Schema };
type HasResponse = { readonly response: Schema };

type WithMeta<S> = [payload: PayloadInput<S>, meta: CallMeta | null];
/** Left out, the ack comes first; so the payload is no optional argument. */
type WithoutMeta<S> =
  null extends PayloadInput<S> ? [payload: PayloadInput<S>] | [] : [payload: PayloadInput<S>];
type Ack<S> = [ack: (reply: Reply<S>) => void];

/**
 * Socket.IO's generic of the same name: how an event is emitted, or heard, without the client of this contract.
 * An event with a response always ends in its ack, so that `emitWithAck` is typed too.
 */
export type ClientToServerEvents<M> = {
  [E in EventName<M>]: M[E] extends HasResponse
    ? (...args: [...WithoutMeta<M[E]>, ...Ack<M[E]>] | [...WithMeta<M[E]>, ...Ack<M[E]>]) => void
    : (...args: WithoutMeta<M[E]> | WithMeta<M[E]>) => void;
};

type Answer<S> = S extends HasResponse ? [answer: (data: ResponseInput<S>) => void] : [];

/** Socket.IO's generic of the same name. An event with a response ends in its ack, which takes the bare answer. */
export type ServerToClientEvents<M> = {
  [E in EventName<M>]: (
    ...args: M[E] extends HasPayload ? [payload: PayloadInput<M[E]>, ...Answer<M[E]>] : Answer<M[E]>
  ) => void;
};
