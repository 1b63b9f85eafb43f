import {
  type AnyReply,
  type CallMeta,
  EventError,
  fail,
  type Policy,
  type StandardCode,
  toEventError,
} from '@switchboard/contract';
import type { LazySignal } from '../lib/lazy-signal.ts';
import type { MaybePromise } from '../lib/maybe-promise.ts';
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
]);

const RETRY_AFTER = 1_000;

export interface IdempotentCall {
  readonly event: string;
  readonly payload: unknown;
  readonly caller: Caller;
  readonly meta: CallMeta;
}

/** What the call claims, or `undefined` where nothing is to be remembered: it has no id, or its caller has no name. */
export function claimOf(
  idempotent: Policy['idempotent'],
  { event, payload, caller, meta }: IdempotentCall,
): Claim | undefined {
  if (!idempotent || meta.id === undefined) return undefined;
  const who = nameOf(caller);
  if (who === undefined) return undefined;
  const window = idempotent === true ? undefined : idempotent.window;
  return { key: JSON.stringify([event, who, meta.id]), digest: payloadDigest(payload ?? null), window };
}

/**
 * Runs `task` for the first call of this claim alone; any other gets its reply, and waits for it if need be. If that
 * reply was not kept, the next one runs. Throws CONFLICT for another payload. The claim lasts until the task itself
 * ends, however long its caller waited, so that what was done late is not done again.
 */
export async function answerOnce(
  store: CallStore,
  claim: Claim,
  signal: LazySignal,
  task: () => MaybePromise<AnyReply>,
): Promise<AnyReply> {
  for (;;) {
    const first = await store.claim(claim).catch(unavailable);
    if (!first) break;
    if (first.digest !== claim.digest) throw new EventError('CONFLICT');
    const reply = await first.reply.catch(unavailable);
    signal.throwIfAborted();
    if (reply) return reply;
  }
  let kept: AnyReply | undefined;
  try {
    signal.throwIfAborted();
    kept = await task();
    return kept;
  } catch (thrown) {
    const error = toEventError(thrown);
    // A controller that goes on after its caller is gone may fail for that reason alone.
    if (!signal.aborted && !MAY_SUCCEED_LATER.has(error.code)) kept = fail(error.toBody());
    throw error;
  } finally {
    // What was done is done: a store that fails now must not keep the reply from its caller.
    await store.settle(claim, kept).catch((error: unknown) => process.emitWarning(error as Error));
  }
}

function unavailable(cause: unknown): never {
  throw new EventError('SERVICE_UNAVAILABLE', { retryAfter: RETRY_AFTER, cause });
}
