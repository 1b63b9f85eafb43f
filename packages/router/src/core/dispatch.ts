import {
  type EventError,
  type EventSpec,
  parseCallMeta,
  readValue,
  type Validation,
} from '@switchboard/contract';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { callerOf } from '../policies/caller.ts';
import { type Deadline, underDeadline } from '../policies/deadline.ts';
import { claimOf, firstReply, keepReply } from '../policies/idempotent.ts';
import { keyLine, socketLine, Turns } from '../policies/order.ts';
import { guardScope } from '../policies/scope.ts';
import { guardSize } from '../policies/size.ts';
import { addCallContext } from './controller.ts';
import { type Outcome, runController } from './outcome.ts';
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
  /** Aborted when the caller goes away: an AbortSignal, or what is like one. */
  readonly signal?: EndSignal | undefined;
  /** Whether the caller waits for the reply. */
  readonly acked?: boolean;
  /** Why the transport refused this call already. */
  readonly refusal?: EventError | undefined;
}

/** The router's clock when the call arrived, and who hears of a result that comes after the call has settled. */
export interface Arrival {
  readonly at: number;
  readonly onLate: Deadline<Outcome>['onLate'];
}

/**
 * One call, from top to bottom in the order in which things happen. Rejects with what refused it before its controller ran;
 * what the controller returns or throws is in the outcome.
 */
export async function dispatch(
  route: Route,
  call: IncomingCall,
  context: RouterContext,
  { at, onLate }: Arrival,
): Promise<Outcome> {
  const { spec, policy, lines, calls, clock } = route;
  const caller = callerOf(call.socketId, context);

  route.rate?.take(caller, at);
  guardSize(route.maxBytes, call.bytes);
  guardScope(policy.scope, context);
  const meta = accept(parseCallMeta(call.meta)).value;

  const ms = Math.min(route.deadline, meta.deadline ?? route.deadline);
  return underDeadline({ ms, parent: call.signal, clock, onLate }, async (end) => {
    const turns = new Turns(end);
    try {
      // Before anything is awaited, or a later call could overtake this one.
      const ofSocket = socketLine(policy.order, lines, caller);
      if (ofSocket) await turns.take(ofSocket);
      if (caller.user !== undefined) await route.sharedRate?.take(caller.user);

      const payload = accept(await readPayload(spec, call.payload));

      const claim = claimOf(policy.idempotent, {
        event: call.event as string,
        payload: call.payload,
        caller,
        meta,
      });
      const first = claim && (await firstReply(calls, claim, end));
      if (first) return { reply: first };

      return await keepReply(calls, claim, end, async () => {
        const ofKey = keyLine(policy.order, lines, payload.value);
        if (ofKey) await turns.take(ofKey);
        if (route.concurrency) await turns.take(route.concurrency);

        end.throwIfAborted();
        const message = { event: call.event as string, socketId: call.socketId, message: payload.value };
        const outcome = await runController(route, message, addCallContext(context, end, meta));
        return payload.dropped
          ? { ...outcome, dropped: [...payload.dropped, ...(outcome.dropped ?? [])] }
          : outcome;
      });
    } finally {
      turns.leave();
    }
  });
}
