import {
  type AnyReply,
  type CallMeta,
  type EventError,
  type EventSpec,
  type Issue,
  isThenable,
  type MaybePromise,
  parseCallMeta,
  readValue,
  refusal,
  type Tolerated,
} from '@switchboard/contract';
import type { EndSignal, LazySignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import type { Steps } from '../lib/steps.ts';
import type { Claim } from '../policies/call-store.ts';
import { type Caller, callerOf } from '../policies/caller.ts';
import { type Deadline, underDeadline } from '../policies/deadline.ts';
import { tooDeep } from '../policies/depth.ts';
import { claimOf, endClaim, firstReply } from '../policies/idempotent.ts';
import { Turns } from '../policies/line.ts';
import { keyLine, socketLine } from '../policies/order.ts';
import { outOfScope } from '../policies/scope.ts';
import { tooLarge } from '../policies/size.ts';
import { addCallContext, type EventMessage } from './controller.ts';
import { type CallOutcome, failed, runController, withDropped } from './outcome.ts';
import type { Route } from './route.ts';

/** One message on its way to a controller, from any transport. */
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

/** When the call arrived by the router's clock, and what gets a result that comes after the call has settled. */
export interface Arrival {
  readonly at: number;
  readonly onLate: Deadline<CallOutcome>['onLate'];
}

/**
 * One call, from top to bottom in the order in which things happen: at once where nothing has to be waited for. What refuses it
 * while it waits, or fails on the way to its controller, is thrown.
 */
export function dispatch(
  route: Route,
  call: IncomingCall,
  context: RouterContext,
  { at, onLate }: Arrival,
): MaybePromise<CallOutcome> {
  const caller = callerOf(call.socketId, context);

  const refused =
    route.rate?.take(caller, at) ??
    route.costs?.take(caller, call.bytes, at) ??
    tooLarge(route.maxBytes, call.bytes) ??
    outOfScope(route.policy.scope, context);
  if (refused) return failed(refused);
  const read = parseCallMeta(call.meta);
  if (!read.ok) return metaMisfit(read);
  const meta = read.value;

  const ms = Math.min(route.deadline, meta.deadline ?? route.deadline);
  return underDeadline({ ms, at, parent: call.signal, clock: route.clock, onLate }, (end) =>
    run(route, call, { context, caller, meta, end }),
  );
}

interface Admitted {
  readonly context: RouterContext;
  readonly caller: Caller;
  readonly meta: CallMeta;
  readonly end: LazySignal;
}

/** The part of a call that may wait, as `Steps`: `yield` is `await`. */
function* run(
  route: Route,
  { socketId, payload: sent, bytes }: IncomingCall,
  { context, caller, meta, end }: Admitted,
): Steps<CallOutcome> {
  const { spec, policy, lines, calls, event, costs } = route;
  const turns = new Turns(end);
  let claim: Claim | undefined;
  let outcome: CallOutcome | undefined;
  try {
    // Before anything is waited for, or a later call could overtake this one.
    const ofSocket = socketLine(policy.order, lines, caller);
    if (ofSocket) yield turns.take(ofSocket);
    const user = route.rate?.identityOf(caller);
    const ofIdentity = user !== undefined && route.sharedRate?.take(user);
    if (ofIdentity) yield ofIdentity;

    const reading = readPayload(spec, sent);
    const read: Tolerated<unknown> = isThenable(reading) ? yield reading : reading;
    if (!read.ok) return misfit(read);
    const { value: message, dropped } = read;
    const refused = tooDeep(sent);
    if (refused) return failed(refused);

    const asked = claimOf(policy.idempotent, { event, payload: sent, dropped, caller, meta });
    const first: AnyReply | undefined = asked && (yield firstReply(route, asked, end));
    if (first) return withDropped({ reply: first }, dropped);
    claim = asked;

    const ofKey = keyLine(policy.order, lines, message);
    if (ofKey) yield turns.take(ofKey);
    if (route.concurrency) yield turns.take(route.concurrency);
    // Many calls may have been let in at once, and those before it have cost too much meanwhile.
    const mayHaveWaited = ofSocket ?? ofKey ?? route.concurrency;
    const overCost = mayHaveWaited && costs?.retake(caller, bytes);
    if (overCost) return failed(overCost);

    end.throwIfAborted();
    const arrived: EventMessage = { event, socketId, message };
    const known = addCallContext(context, end, meta);
    const running = costs
      ? costs.run(caller, runController, route, arrived, known)
      : runController(route, arrived, known);
    const ended: CallOutcome = isThenable(running) ? yield running : running;
    outcome = ended;
    if (end.isReasonOf(ended.error)) end.throwIfAborted(); // The controller stopped: it has no result.
    return withDropped(ended, dropped);
  } finally {
    if (claim) yield endClaim(calls, claim, outcome, end);
    turns.leave();
  }
}

/** The outcome of a call whose payload does not fit. */
function misfit({ issues }: { readonly issues: Issue[] }): CallOutcome {
  return failed(refusal('BAD_REQUEST', { issues }));
}

function metaMisfit({ issues }: { readonly issues: Issue[] }): CallOutcome {
  const wrong = issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const message = `The call's meta does not fit: ${wrong.join(', ')}.`;
  return failed(refusal('BAD_REQUEST', { message, issues }));
}

/** The payload as its controller gets it: `null` for an event without one. */
function readPayload(
  { payload: schema, policy }: EventSpec,
  payload: unknown,
): Tolerated<unknown> | Promise<Tolerated<unknown>> {
  if (schema) {
    // A schema that follows a value all the way down may have no stack for it.
    const onThrown = (thrown: unknown): never => {
      throw tooDeep(payload) ?? thrown;
    };
    try {
      const read = readValue(schema, payload, policy?.unknownFields);
      return isThenable(read) ? read.then(undefined, onThrown) : read;
    } catch (thrown) {
      return onThrown(thrown);
    }
  }
  if (payload === undefined || payload === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: [], message: 'This event takes no payload.' }] };
}
