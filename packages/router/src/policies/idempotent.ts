import {
  type AnyReply,
  type CallMeta,
  EventError,
  isReply,
  type Path,
  type Policy,
  type StandardCode,
} from '@switchboard/contract';
import type { CallOutcome } from '../core/outcome.ts';
import type { Clock } from '../lib/clock.ts';
import type { LazySignal } from '../lib/lazy-signal.ts';
import type { CallStore, Claim } from './call-store.ts';
import { type Caller, nameOf } from './caller.ts';
import { payloadDigest } from './payload-digest.ts';

/** Failures that may not be there at the next try: they are not kept. */
const MAY_SUCCEED_LATER: ReadonlySet<string> = new Set<StandardCode>([
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
  'DISCONNECTED',
  'INTERNAL_SERVER_ERROR',
  'CONFLICT', // From a controller: the id belongs to another payload, whose caller may still ask.
]);

const RETRY_AFTER = 1_000;

/** Milliseconds until the store is asked again: at once the first time, then with rests that double up to the longest. */
const [FIRST_REST, LONGEST_REST] = [10, 250];

export interface IdempotentCall {
  readonly event: string;
  readonly payload: unknown;
  /** The fields of the payload that were left out: they do not count. */
  readonly dropped: readonly Path[] | undefined;
  readonly caller: Caller;
  readonly meta: CallMeta;
}

/** What the call claims, or `undefined` where nothing is to be remembered: it has no id, or its caller has no name. */
export function claimOf(
  idempotent: Policy['idempotent'],
  { event, payload, dropped, caller, meta }: IdempotentCall,
): Claim | undefined {
  if (!idempotent || meta.id === undefined) return undefined;
  const who = nameOf(caller);
  if (who === undefined) return undefined;
  const window = idempotent === true ? undefined : idempotent.window;
  return {
    key: JSON.stringify([event, who, meta.id]),
    caller: who,
    digest: payloadDigest(payload ?? null, dropped),
    window,
  };
}

/**
 * The reply of an earlier call with this id, waited for if that call still runs; `undefined` if this call is the one to run:
 * `endClaim` must follow. Throws CONFLICT for another payload, SERVICE_UNAVAILABLE if the store fails or
 * gives what is no reply.
 */
export async function firstReply(
  { calls: store, clock }: { readonly calls: CallStore; readonly clock: Clock },
  claim: Claim,
  end: LazySignal,
): Promise<AnyReply | undefined> {
  for (let round = 0; ; round++) {
    if (round > 1) await pause(Math.min(FIRST_REST * 2 ** (round - 2), LONGEST_REST), clock, end);
    const first = await orUnavailable(() => store.claim(claim));
    if (!first) return undefined;
    if (first.digest !== claim.digest) throw new EventError('CONFLICT');
    const reply = await orUnavailable(async () => toReply(await first.reply));
    end.throwIfAborted();
    if (reply) return reply;
    // That call's reply was not kept: the next one runs.
  }
}

/**
 * Ends the claim of a call that has run, or could not: keeps its reply if it is to be given again. The claim lasts until
 * here, however long the caller waits, so that what is done late is not done again. Never rejects.
 */
export async function endClaim(
  store: CallStore,
  claim: Claim,
  outcome: CallOutcome | undefined,
  end: LazySignal,
): Promise<void> {
  try {
    await store.settle(claim, outcome && mayBeKept(outcome, end) ? outcome.reply : undefined);
  } catch (cause) {
    // The call was executed: its caller gets the reply, although the store could not keep it.
    process.emitWarning(new Error('The call store failed to keep a reply.', { cause }));
  }
}

function mayBeKept({ reply }: CallOutcome, end: LazySignal): boolean {
  // A controller that continues after its caller has gone may fail for that reason alone.
  return (
    reply.ok ||
    reply.error.code === 'REPLY_INVALID' ||
    (!end.aborted && !MAY_SUCCEED_LATER.has(reply.error.code))
  );
}

/** The reply, if there is one. Throws a TypeError for what is none. */
function toReply(kept: unknown): AnyReply | undefined {
  if (kept === undefined || kept === null) return undefined;
  if (isReply(kept)) return kept;
  throw new TypeError('The call store gave what is no reply.');
}

/** Waits, at most until the call ends: then it throws what ended it. */
async function pause(ms: number, clock: Clock, end: LazySignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      clock.clearTimeout(timer);
      end.removeEventListener('abort', go);
      resolve();
    };
    const timer = clock.setTimeout(go, ms);
    end.addEventListener('abort', go);
  });
  end.throwIfAborted();
}

/** What the store gives, or SERVICE_UNAVAILABLE if it fails. */
async function orUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new EventError('SERVICE_UNAVAILABLE', { retryAfter: RETRY_AFTER, cause });
  }
}
