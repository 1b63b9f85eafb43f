import {
  type AnyReply,
  EventError,
  type EventSpec,
  parseCallMeta,
  type Validation,
  validate,
} from '@switchboard/contract';
import type { EndSignal } from '../lib/lazy-signal.ts';
import { isPromise, type MaybePromise } from '../lib/maybe-promise.ts';
import { callerOf } from '../policies/caller.ts';
import { type Deadline, runUntil } from '../policies/deadline.ts';
import { answerOnce, claimOf } from '../policies/idempotent.ts';
import { inTurn } from '../policies/line.ts';
import { keyLine, socketLine } from '../policies/order.ts';
import { guardScope } from '../policies/scope.ts';
import { guardSize } from '../policies/size.ts';
import { addCallContext } from './call-context.ts';
import type { RouterContext } from './controller.ts';
import type { Route } from './route.ts';
import { runHandler } from './run-handler.ts';

/** One message on its way to a controller, whatever transport it came by. */
export interface IncomingCall {
  readonly event: unknown;
  /** An empty string for a call without a socket. */
  readonly socketId: string;
  readonly payload?: unknown;
  readonly meta?: unknown;
  /** The size of the packet as encoded; left out where nobody measured it. */
  readonly bytes?: number | undefined;
  /** Aborted when the caller goes away: an AbortSignal, or what is like one. */
  readonly signal?: EndSignal | undefined;
  /** Whether the caller waits for the reply. */
  readonly acked?: boolean;
  /** Why the transport turned this call away already. */
  readonly refusal?: EventError | undefined;
}

/** What the router knows of a call when it begins. */
export interface Begin {
  /** The reading of the router's clock. */
  readonly at: number;
  readonly onLate: Deadline['onLate'];
}

/**
 * The pipeline of one call, cheap and protective first. Throws what went wrong. Where every step is synchronous, the reply
 * is there at once; otherwise its promise keeps to the deadline.
 */
export function dispatch(
  route: Route,
  call: IncomingCall,
  context: RouterContext,
  { at, onLate }: Begin,
): MaybePromise<AnyReply> {
  const { spec, policy, lines, clock } = route;
  const caller = callerOf(call.socketId, context);
  route.rate?.take(caller, at);
  guardSize(route.maxBytes, call.bytes);
  guardScope(policy.scope, context);
  const meta = accept(parseCallMeta(call.meta));
  const ms = Math.min(route.deadline, meta.deadline ?? route.deadline);

  return runUntil({ ms, parent: call.signal, clock, onLate }, (end) => {
    const answer = (validation: Validation<unknown>): MaybePromise<AnyReply> => {
      const message = accept(validation);
      end.throwIfAborted();
      const event = call.event as string;
      addCallContext(context, end, meta);
      const work = (): MaybePromise<AnyReply> =>
        runHandler(route, { event, socketId: call.socketId, message }, context);
      if (route.isFree) return work();
      const keyed = (): MaybePromise<AnyReply> =>
        inTurn(keyLine(policy.order, lines, message), end, () => inTurn(route.concurrency, end, work));
      const claim = claimOf(policy.idempotent, { event, payload: call.payload, caller, meta });
      return claim ? answerOnce(route.calls, claim, end, keyed) : keyed();
    };
    const check = (): MaybePromise<AnyReply> => {
      const validation = validatePayload(spec, call.payload);
      return isPromise(validation) ? validation.then(answer) : answer(validation);
    };
    if (route.isFree) return check();
    // Before anything is awaited, or a later call could overtake this one.
    return inTurn(socketLine(policy.order, lines, caller), end, () => {
      const token = caller.user === undefined ? undefined : route.sharedRate?.take(caller.user);
      return token ? token.then(check) : check();
    });
  });
}

function accept<Output>(validation: Validation<Output>): Output {
  if (validation.ok) return validation.value;
  throw new EventError('BAD_REQUEST', { issues: validation.issues });
}

function validatePayload(spec: EventSpec, payload: unknown): MaybePromise<Validation<unknown>> {
  if (spec.payload) return validate(spec.payload, payload);
  if (payload === undefined || payload === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: [], message: 'This event takes no payload.' }] };
}
