import {
  type AnyReply,
  type EventError,
  isThenable,
  type MaybePromise,
  type Path,
  refusal,
  toEventError,
} from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { safely } from '../lib/safely.ts';
import type { Late } from '../policies/deadline.ts';
import { dispatch, type IncomingCall } from './dispatch.ts';
import { type CallOutcome, failure } from './outcome.ts';
import type { Route } from './route.ts';

/** How one call ended. */
export interface CallRecord {
  /** As it came off the wire, cut to 64 characters; only names of the contract are safe as a metric's label. */
  readonly event: string;
  /** Whether the contract has this event. */
  readonly known: boolean;
  readonly socketId: string;
  /** Whether the caller waited for the reply; a failure without a waiting caller shows here alone. */
  readonly acked: boolean;
  /** `OK` or an error code. */
  readonly code: string;
  /** Milliseconds. */
  readonly duration: number;
  /** What went wrong, with the causes that never go on the wire. A repeated call that gets the first reply has none. */
  readonly error: EventError | undefined;
  /** Where the payload or the reply had fields that are not in the contract. They were left out. */
  readonly dropped?: readonly Path[] | undefined;
  /** As it came, not validated. Not for the log as it stands: it may hold secrets, and be large or hostile. */
  readonly call: IncomingCall;
  readonly reply: AnyReply;
}

/** What a controller gave after its call had settled as TIMEOUT or DISCONNECTED. Nobody gets it. */
export type LateRecord = Omit<CallRecord, 'reply' | 'dropped'>;

/**
 * A failure of the server itself: INTERNAL_SERVER_ERROR, REPLY_INVALID, or SERVICE_UNAVAILABLE with a cause, such as a store
 * that failed.
 */
export interface CallFailure {
  readonly event: string;
  readonly socketId: string;
  readonly error: EventError;
}

export interface Observers {
  readonly onSettled: ((record: CallRecord) => unknown) | undefined;
  readonly onLate: ((record: LateRecord) => unknown) | undefined;
  /** Never throws. */
  readonly report: (failure: CallFailure) => void;
}

/** A call that has arrived. */
interface PendingCall {
  readonly call: IncomingCall;
  readonly route: Route | undefined;
  /** By the router's clock. */
  readonly at: number;
}

/** How it ended: with a reply, or too late for one. */
interface Settled<R> {
  readonly code: string;
  readonly error: EventError | undefined;
  readonly dropped: readonly Path[] | undefined;
  readonly reply: R;
}

/** What a caller may wait until another server, or this one after its restart, takes the call: milliseconds. */
const RETRY_AFTER = 1_000;

/** Gives every call one reply and one record, whatever is thrown on the way, and counts the calls in flight. */
export class Settlement {
  readonly #routes: ReadonlyMap<unknown, Route>;
  readonly #clock: Clock;
  readonly #observers: Observers;
  #inFlight = 0;
  #isDraining = false;
  #whenEmpty: (() => void)[] = [];
  /** One error may refuse many calls: those that waited for a connect hook. */
  readonly #reported = new WeakSet<EventError>();

  constructor(routes: ReadonlyMap<unknown, Route>, clock: Clock, observers: Observers) {
    this.#routes = routes;
    this.#clock = clock;
    this.#observers = observers;
  }

  /** How many calls have begun and not settled. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * Gives the reply: at once where nothing was waited for. Never throws or rejects. `notFound` makes the refusal of an event that
   * the contract does not have.
   */
  settle(
    call: IncomingCall,
    context: RouterContext | (() => RouterContext),
    notFound: (event: unknown) => EventError,
  ): MaybePromise<AnyReply> {
    const route = this.#routes.get(call.event);
    const pending: PendingCall = { call, route, at: this.#clock.now() };
    const onThrown = (thrown: unknown): MaybePromise<CallOutcome> => failure(route?.spec, thrown);
    let isCounted = false;
    let isSettled = false;
    let lateResult: Late<CallOutcome> | undefined;
    const observeLate = (late: Late<CallOutcome>): void =>
      safely('The record of a late result', this.#observeLate, pending, late);
    let outcome: MaybePromise<CallOutcome>;
    try {
      if (call.refusal) throw call.refusal;
      if (!route) throw notFound(call.event);
      if (this.#isDraining) throw leaving();
      this.#inFlight += 1;
      isCounted = true;
      outcome = dispatch(route, call, typeof context === 'function' ? context() : context, {
        at: pending.at,
        onLate: (late) => {
          if (isSettled) observeLate(late);
          else lateResult = late;
        },
      });
    } catch (thrown) {
      outcome = onThrown(thrown);
    }
    const end = (ended: CallOutcome): AnyReply => {
      safely('The record of a call', this.#observe, pending, ended);
      if (isCounted) this.#leave();
      isSettled = true;
      if (lateResult) observeLate(lateResult);
      return ended.reply;
    };
    return isThenable(outcome) ? outcome.then(undefined, onThrown).then(end) : end(outcome);
  }

  /** Refuses new calls with SERVICE_UNAVAILABLE. Resolves when the last call in flight has settled and its reply is sent. */
  drain(): Promise<void> {
    this.#isDraining = true;
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  // Fields, not methods: `safely` knows by the function what failed before.
  readonly #observe = (pending: PendingCall, { reply, error, dropped }: CallOutcome): void => {
    const code = reply.ok ? 'OK' : reply.error.code;
    if (this.#observers.onSettled)
      safely(
        'onSettled',
        this.#observers.onSettled,
        this.#recordOf(pending, { code, error, dropped, reply }),
      );
    this.#observeFailure(pending, error);
  };

  readonly #observeLate = (pending: PendingCall, { value, error: thrown }: Late<CallOutcome>): void => {
    const error = value ? value.error : toEventError(thrown);
    const ended = { code: error?.code ?? 'OK', error, dropped: undefined, reply: undefined };
    safely('onLate', this.#observers.onLate, this.#recordOf(pending, ended));
    this.#observeFailure(pending, error);
  };

  #observeFailure({ call }: PendingCall, error: EventError | undefined): void {
    if (!error || !isFailure(error) || this.#reported.has(error)) return;
    this.#reported.add(error);
    this.#observers.report({ event: printable(call.event), socketId: call.socketId, error });
  }

  // Written out: a spread would cost as much as the rest of the record.
  #recordOf<R extends AnyReply | undefined>(
    { call, route, at }: PendingCall,
    { code, error, dropped, reply }: Settled<R>,
  ): Settled<R> & LateRecord {
    return {
      event: printable(call.event),
      known: route !== undefined,
      socketId: call.socketId,
      acked: call.acked ?? true,
      code,
      duration: this.#clock.now() - at,
      error,
      dropped,
      call,
      reply,
    };
  }

  #leave(): void {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) return;
    // The callers of the last calls send their replies first.
    for (const resolve of this.#whenEmpty.splice(0)) setImmediate(resolve);
  }
}

function leaving(): EventError {
  return refusal('SERVICE_UNAVAILABLE', {
    message: 'The server is going away: call again.',
    retryAfter: RETRY_AFTER,
  });
}

function isFailure({ code, cause }: EventError): boolean {
  if (code === 'SERVICE_UNAVAILABLE') return cause !== undefined;
  return code === 'INTERNAL_SERVER_ERROR' || code === 'REPLY_INVALID';
}

/** The event's name for logs and replies: at most 64 characters, and none for what is neither text nor number. */
export function printable(event: unknown): string {
  if (typeof event === 'string') return event.slice(0, 64);
  return typeof event === 'number' ? String(event) : '';
}
