import {
  type AnyReply,
  EventError,
  type EventErrorOptions,
  type EventSpec,
  ok,
  parseCallMeta,
  toEventError,
  type Validation,
  validate,
} from '@switchboard/contract';
import { checkError, checkResponse } from './check-reply.ts';
import type { RouterContext } from './controller.ts';
import { callerOf } from './policies/caller.ts';
import { type Deadline, runUntil } from './policies/deadline.ts';
import { answerOnce, claimOf } from './policies/idempotent.ts';
import { inTurn } from './policies/line.ts';
import { keyLine, socketLine } from './policies/order.ts';
import { guardScope } from './policies/scope.ts';
import { guardSize } from './policies/size.ts';
import type { Route } from './route.ts';

/** One message on its way to a controller, whatever transport it came by. */
export interface IncomingCall {
  readonly event: unknown;
  /** An empty string for a call without a socket. */
  readonly socketId: string;
  readonly payload?: unknown;
  readonly meta?: unknown;
  /** The size of the packet as encoded; left out where nobody measured it. */
  readonly bytes?: number | undefined;
  /** Aborted when the caller goes away. */
  readonly signal?: AbortSignal;
  /** Whether the caller waits for the reply. */
  readonly acked?: boolean;
  /** Why the transport turned this call away already. */
  readonly refusal?: EventError | undefined;
}

/** The pipeline of one call, cheap and protective first. Throws what went wrong. */
export async function dispatch(
  route: Route,
  call: IncomingCall,
  context: RouterContext,
  onLate: Deadline['onLate'],
): Promise<AnyReply> {
  const { spec, policy, lines, clock } = route;
  const caller = callerOf(call.socketId, context);
  route.rate?.take(caller);
  guardSize(route.maxBytes, call.bytes);
  guardScope(policy.scope, context);
  const meta = accept(parseCallMeta(call.meta));
  const ms = Math.min(route.deadline, meta.deadline ?? route.deadline);

  return runUntil({ ms, parent: call.signal, clock, onLate }, (signal) =>
    // Before anything is awaited, or a later call could overtake this one.
    inTurn(socketLine(policy.order, lines, caller), signal, async () => {
      const token = caller.user === undefined ? undefined : route.sharedRate?.take(caller.user);
      if (token) await token;
      const message = accept(await validatePayload(spec, call.payload));
      signal.throwIfAborted();
      const event = call.event as string;
      const claim = claimOf(policy.idempotent, { event, payload: call.payload, caller, meta });
      return answerOnce(route.calls, claim, signal, () =>
        inTurn(keyLine(policy.order, lines, message), signal, () =>
          inTurn(route.concurrency, signal, () => {
            Object.assign(context, { signal, meta, fail });
            return run(route, { event, socketId: call.socketId, message }, context);
          }),
        ),
      );
    }),
  );
}

/** The middlewares and the controller, held to what the contract says of the response and the errors. */
async function run(
  { spec, handler }: Route,
  message: Parameters<Route['handler']>[0],
  context: RouterContext,
): Promise<AnyReply> {
  try {
    return ok(await checkResponse(spec, await handler(message, context)));
  } catch (thrown) {
    throw await checkError(spec, toEventError(thrown));
  }
}

function accept<Output>(validation: Validation<Output>): Output {
  if (validation.ok) return validation.value;
  throw new EventError('BAD_REQUEST', { issues: validation.issues });
}

function validatePayload(
  spec: EventSpec,
  payload: unknown,
): Validation<unknown> | Promise<Validation<unknown>> {
  if (spec.payload) return validate(spec.payload, payload);
  if (payload === undefined || payload === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: [], message: 'This event takes no payload.' }] };
}

function fail(code: string, data?: unknown, options?: EventErrorOptions): never {
  throw new EventError(code, { ...options, data });
}
