import { type AnyReply, type EventError, fail, toEventError } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import { chain, isPromise, type MaybePromise } from '../lib/maybe-promise.ts';
import { type CallRecord, type LateRecord, printable } from './call-record.ts';
import { checkError } from './check-reply.ts';
import type { RouterContext } from './controller.ts';
import { dispatch, type IncomingCall } from './dispatch.ts';
import type { InFlight } from './in-flight.ts';
import type { Route } from './route.ts';

export interface Settling {
  readonly routes: ReadonlyMap<unknown, Route>;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly notFound: (event: unknown) => EventError;
  readonly onSettled: ((record: CallRecord) => void) | undefined;
  readonly onLate: ((record: LateRecord) => void) | undefined;
}

type Context = RouterContext | (() => RouterContext);

/** A call that has begun. */
interface Begun {
  readonly call: IncomingCall;
  readonly route: Route | undefined;
  readonly at: number;
  isEntered: boolean;
  error: EventError | undefined;
}

/** The router's `dispatch`: sees to it that every call has one reply and one record, whatever is thrown on the way. */
export function settleCalls({
  routes,
  inFlight,
  clock,
  notFound,
  onSettled,
  onLate,
}: Settling): (call: IncomingCall, context: Context) => MaybePromise<AnyReply> {
  const run = (begun: Begun, context: Context): MaybePromise<AnyReply> => {
    const { call, route } = begun;
    if (call.refusal) throw call.refusal;
    if (!route) throw notFound(call.event);
    inFlight.enter();
    begun.isEntered = true;
    return dispatch(route, call, typeof context === 'function' ? context() : context, {
      at: begun.at,
      onLate: (late) => {
        const error = 'error' in late ? toEventError(late.error) : undefined;
        onLate?.(lateRecord(begun, error, clock.now()));
      },
    });
  };

  const refuse = (begun: Begun, thrown: unknown): MaybePromise<AnyReply> => {
    const error = toEventError(thrown);
    return chain(begun.route ? checkError(begun.route.spec, error) : error, (checked) => {
      begun.error = checked;
      return fail(checked.toBody());
    });
  };

  const settle = (begun: Begun, reply: AnyReply): AnyReply => {
    onSettled?.(callRecord(begun, reply, clock.now()));
    if (begun.isEntered) inFlight.leave();
    return reply;
  };

  return (call, context) => {
    const route = routes.get(call.event);
    const begun: Begun = { call, route, at: clock.now(), isEntered: false, error: undefined };
    let reply: MaybePromise<AnyReply>;
    try {
      reply = run(begun, context);
    } catch (thrown) {
      reply = refuse(begun, thrown);
    }
    if (!isPromise(reply)) return settle(begun, reply);
    return reply.then(undefined, (thrown) => refuse(begun, thrown)).then((settled) => settle(begun, settled));
  };
}

// Written out: a spread costs more than the rest of the call.
function callRecord({ call, route, at, error }: Begun, reply: AnyReply, now: number): CallRecord {
  return {
    event: printable(call.event),
    known: route !== undefined,
    socketId: call.socketId,
    acked: call.acked ?? true,
    code: reply.ok ? 'OK' : reply.error.code,
    duration: now - at,
    error,
    call,
    reply,
  };
}

function lateRecord({ call, route, at }: Begun, error: EventError | undefined, now: number): LateRecord {
  return {
    event: printable(call.event),
    known: route !== undefined,
    socketId: call.socketId,
    acked: call.acked ?? true,
    code: error?.code ?? 'OK',
    duration: now - at,
    error,
    call,
  };
}
