import {
  type CallMeta,
  EventError,
  type EventErrorOptions,
  type EventMap,
  type EventName,
  type InferInput,
  type PayloadOutput,
  type ResponseInput,
  type Schema,
  type StandardCode,
} from '@switchboard/contract';
import type { LazySignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';

/** What reaches a controller: the event's name, who sent it, and the validated payload (`null` if it has none). */
export interface EventMessage<Event extends string = string, Message = unknown> {
  readonly event: Event;
  /** The sender's socket; an empty string for a call over HTTP. */
  readonly socketId: string;
  readonly message: Message;
}

type FailOptions = Omit<EventErrorOptions, 'data'>;

type FailArguments<Data> = Data extends Schema
  ? [data: InferInput<Data>, options?: FailOptions]
  : [data?: undefined, options?: FailOptions];

type ErrorsOf<S> = NonNullable<S> extends { readonly errors: infer Errors } ? Errors : Record<never, never>;

/**
 * Ends the call with an error that the event declares, or with a standard one: it throws an EventError.
 * Write `return fail(…)` where the compiler should know that nothing follows.
 */
export type Fail<S> = <Code extends (keyof ErrorsOf<S> & string) | StandardCode>(
  code: Code,
  ...args: FailArguments<Code extends keyof ErrorsOf<S> ? ErrorsOf<S>[Code] : true>
) => never;

/** What the router adds to the context of every call. */
export interface CallContext {
  /** Aborted when the deadline passes or the caller disconnects. */
  readonly signal: AbortSignal;
  readonly meta: CallMeta;
}

type KnownUser<S, Context> =
  NonNullable<S> extends { readonly policy: { readonly scope: string } }
    ? NonNullable<Context> extends { readonly user: infer User }
      ? { readonly user: NonNullable<User> }
      : unknown
    : unknown;

/** The context that a controller of this event gets. */
export type EventContext<S, Context> = Context &
  KnownUser<S, Context> &
  CallContext & { readonly fail: Fail<S> };

/**
 * A controller by the spec of its event: the compiler takes two of the same spec for one without working out what they take
 * and return.
 */
type SpecController<S, E extends string, Context> = (
  message: EventMessage<E, PayloadOutput<S>>,
  context: EventContext<S, Context>,
) => ResponseInput<S> | Promise<ResponseInput<S>>;

/** Handles one event: what it returns is the reply, what it throws is the error. */
export type Controller<M extends EventMap, E extends EventName<M>, Context> = SpecController<
  M[E],
  E,
  Context
>;

/** A controller that is imported on first use, or by `router.load()`. */
export interface LazyController<C> {
  readonly load: () => Promise<C>;
}

/** Exactly one controller for every event of the client event map. */
export type EventControllerMap<M extends EventMap, Context> = {
  readonly [E in EventName<M>]: Controller<M, E, Context> | LazyController<Controller<M, E, Context>>;
};

/**
 * Names the controllers of a feature without importing them:
 * `lazyControllers(['task:list', 'task:run'], async () => (await import('../tasks.ts')).taskControllers(deps))`.
 * All of them share one import; one that failed is tried again at the next call.
 */
export function lazyControllers<C, const E extends keyof C & string>(
  events: readonly E[],
  load: () => Promise<C>,
): { readonly [K in E]: LazyController<C[K]> } {
  let loading: Promise<C> | undefined;
  const loadFeature = (): Promise<C> => {
    loading ??= Promise.resolve()
      .then(load)
      .catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
  const entries = events.map((event) => [event, { load: async () => (await loadFeature())[event] }]);
  return Object.fromEntries(entries) as { readonly [K in E]: LazyController<C[K]> };
}

const END: unique symbol = Symbol('end');

interface WithEnd {
  [END]?: LazySignal;
}

interface Added extends WithEnd {
  meta?: CallMeta;
  fail?: typeof fail;
}

/** Makes the signal when it is looked at, and can be replaced like any other property. */
const SIGNAL: PropertyDescriptor & ThisType<WithEnd> = {
  get() {
    return this[END]?.signal;
  },
  set(value: unknown) {
    Object.defineProperty(this, 'signal', { value, writable: true });
  },
  enumerable: true,
  configurable: true,
};

/** Adds to what the transport knows of the caller what every call has; see CallContext. */
export function addCallContext<C extends RouterContext>(
  context: C & Added,
  end: LazySignal,
  meta: CallMeta,
): C {
  context[END] = end;
  context.meta = meta;
  context.fail = fail;
  Object.defineProperty(context, 'signal', SIGNAL);
  return context;
}

function fail(code: string, data?: unknown, options?: EventErrorOptions): never {
  throw new EventError(code, { ...options, data });
}
