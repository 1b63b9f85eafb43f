import type { AnyReply, EventSpec } from '@switchboard/contract';
import { lost, STOPPED } from './failure.ts';
import { type Link, Patience } from './patience.ts';

export interface RetryOptions {
  /**
   * How often a call is tried in all, the first time included.
   * @default 5
   */
  readonly attempts?: number;
  /**
   * Milliseconds: the longest first pause. Each further one may be twice as long as the one before.
   * @default 100
   */
  readonly minDelay?: number;
  /**
   * Milliseconds: no pause is longer, unless the server asks for it by `retryAfter`.
   * @default 5,000
   */
  readonly maxDelay?: number;
}

export interface RetryPlan extends Required<RetryOptions> {
  /**
   * Whether an attempt may follow on another connection. Without an identity (an event without a scope) the server
   * tells callers apart by their connection, so that there it would take the call for a new one.
   */
  readonly acrossConnections: boolean;
}

/** One call, however often it is tried. */
export interface RetriedCall {
  readonly link: Link;
  /** Milliseconds for all attempts together. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** Tries once, within `timeout` milliseconds; `number` counts from 1. */
  readonly attempt: (number: number, timeout: number) => Promise<AnyReply>;
}

/** `undefined` where a call must not be tried again: nobody asked for it, or the event is not idempotent. */
export function planRetry(
  retry: boolean | RetryOptions | undefined,
  spec: EventSpec | undefined,
): RetryPlan | undefined {
  const { idempotent, scope } = spec?.policy ?? {};
  if (!retry || !idempotent) return undefined;
  const { attempts = 5, minDelay = 100, maxDelay = 5_000 } = retry === true ? {} : retry;
  return { attempts, minDelay, maxDelay, acrossConnections: scope !== undefined };
}

/**
 * Tries until the reply is one that another attempt cannot change, or attempts or time are over; resolves to the last
 * reply. An attempt that finds no connection is made once there is one, after what the listeners of that state sent.
 */
export async function callWithRetry(plan: RetryPlan, call: RetriedCall): Promise<AnyReply> {
  const patience = new Patience(call.link, call.timeout, call.signal);
  const attempt = (number: number): Promise<AnyReply> => call.attempt(number, Math.max(1, patience.left));
  try {
    if (!patience.isConnected) await patience.untilConnected();
    const { socketId } = patience;
    let reply = await attempt(1);
    let written = wasWritten(reply);
    const isTooLate = (): boolean => written && !plan.acrossConnections && patience.socketId !== socketId;
    for (let number = 1; number < plan.attempts && mayPass(reply); number += 1) {
      const pause = pauseAfter(number, plan, reply);
      if (pause >= patience.left || isTooLate()) break;
      await patience.pause(pause);
      if (!patience.isConnected) await patience.untilConnected();
      if (patience.isOver || isTooLate()) break;
      reply = await attempt(number + 1);
      written ||= wasWritten(reply);
    }
    if (!mayPass(reply)) return reply;
    if (call.signal?.aborted) return STOPPED;
    return written && !wasWritten(reply) ? lost(true) : reply;
  } finally {
    patience.end();
  }
}

/**
 * The milliseconds to wait after an attempt: random between nothing and a bound that doubles each time, so that
 * clients cut off together do not come back together; after `retryAfter`, where the server names one.
 */
export function pauseAfter(
  number: number,
  { minDelay, maxDelay }: RetryPlan,
  reply: AnyReply,
  random: () => number = Math.random,
): number {
  const retryAfter = reply.ok ? 0 : (reply.error.retryAfter ?? 0);
  return retryAfter + random() * Math.min(maxDelay, minDelay * 2 ** (number - 1));
}

const PASSING: ReadonlySet<string> = new Set([
  'DISCONNECTED',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
  'TOO_MANY_REQUESTS',
]);

function mayPass(reply: AnyReply): boolean {
  return !reply.ok && PASSING.has(reply.error.code);
}

function wasWritten(reply: AnyReply): boolean {
  if (reply.ok || reply.error.code !== 'DISCONNECTED') return true;
  return (reply.error.data as { written?: boolean } | undefined)?.written !== false;
}
