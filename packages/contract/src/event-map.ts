import { ownValue } from './own-value.ts';
import type { Policy } from './policy.ts';
import type { InferInput, InferOutput, Schema } from './schema.ts';

export interface Example {
  readonly name: string;
  /** Left out for an event without a payload. */
  readonly payload?: unknown;
}

/** What both directions of the wire say about an event. */
export interface ServerEventSpec {
  readonly summary: string;
  readonly description?: string;
  /** One value, or left out for none. */
  readonly payload?: Schema;
  /** What the receiver answers; left out where nobody waits for an answer, or the answer has no data. */
  readonly response?: Schema;
  readonly examples?: readonly Example[];
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
}

/** An event that a client sends. */
export interface EventSpec extends ServerEventSpec {
  /** Declared errors: a code with the schema of its data, or `true` for a code without data. */
  readonly errors?: { readonly [code: string]: Schema | true };
  readonly policy?: Policy;
}

/** What the spec declares for an error code: the schema of its data, or `true` for a code without data. */
export function declaredError(spec: EventSpec, code: string): Schema | true | undefined {
  return ownValue(spec.errors, code);
}

/** Every schema of the spec, for both directions. */
export function schemasOf({ payload, response, errors = {} }: EventSpec): Schema[] {
  return [payload, response, ...Object.values(errors)].filter(
    (schema) => schema !== undefined && schema !== true,
  );
}

export type EventMap = { readonly [event: string]: EventSpec };
export type ServerEventMap = { readonly [event: string]: ServerEventSpec };

/** The names of a map, as strings. */
export type EventName<M> = keyof M & string;

// `NonNullable<S>` is S: a condition on S itself would be worked out for every event of a map wherever the compiler asks
// what fits `Map[Event]` before it knows the event, at each call for one.

/** What the sender of an event passes: `null` for an event without a payload. */
export type PayloadInput<S> =
  NonNullable<S> extends { readonly payload: infer P extends Schema } ? InferInput<P> : null;

/** What the receiver of an event gets: `null` for an event without a payload. */
export type PayloadOutput<S> =
  NonNullable<S> extends { readonly payload: infer P extends Schema } ? InferOutput<P> : null;

/** What a controller, or another function that answers the event, returns: nothing for an event without a response. */
export type ResponseInput<S> =
  // biome-ignore lint/suspicious/noConfusingVoidType: it is a return type, and an async function without a return gives void.
  NonNullable<S> extends { readonly response: infer R extends Schema } ? InferInput<R> : void;

/** What the asker gets, a caller in `reply.data`: `undefined` for an event without a response. */
export type ResponseOutput<S> =
  NonNullable<S> extends { readonly response: infer R extends Schema } ? InferOutput<R> : undefined;
