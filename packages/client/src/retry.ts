import {
  type AnyReply,
  type ErrorBody,
  type EventSpec,
  MAX_DURATION,
  toDuration,
} from '@switchboard/contract';
import { CallWindow, type Link } from './call-window.ts';
import { lost, STOPPED } from './pending-calls.ts';

export interface RetryOptions {
  /**
   * How often a call is tried in all, the first time included.
   * @default 5
   */
  readonly attempts?: number;
  /**
   * Milliseconds: the longest first pause; may be 0. Each further one may be twice as long as the one before.
   * @default 100
   */
  readonly minDelay?: number;
  /**
   * Milliseconds: no pause is longer, unless the server asks for it by `retryAfter`.
   * @default 5,000
   */
  readonly maxDelay?: number;
}

export type RetryPolicy = Required<RetryOptions>;

export interface RetryPlan extends RetryPolicy {
  /**
   * Whether an attempt may follow on another connection. Without an identity (an event without a scope) the server
   * knows callers by their connection, so that there it would take the call for a new one.
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

/** `undefined` for no retry. Throws a TypeError that names the option for a number that cannot be kept. */
export function toRetryPolicy(retry: boolean | RetryOptions | undefined): RetryPolicy | undefined {
  if (!retry) return undefined;
  const { attempts = 5, minDelay = 100, maxDelay = 5_000 } = retry === true ? {} : retry;
  if (attempts !== Number.POSITIVE_INFINITY && !(Number.isInteger(attempts) && attempts > 0)) {
    throw new TypeError(`retry.attempts must be a whole number, at least 1, not ${String(attempts)}.`);
  }
  return {
    attempts,
    minDelay: toDuration(minDelay, 'retry.minDelay', { allowZero: true }),
    maxDelay: toDuration(maxDelay, 'retry.maxDelay'),
  };
}

/** `undefined` where a call must not be tried again: no retry was asked for, or the event is not idempotent. */
export function planRetry(
  policy: RetryPolicy | undefined,
  spec: EventSpec | undefined,
): RetryPlan | undefined {
  const { idempotent, scope } = spec?.policy ?? {};
  return policy && idempotent ? { ...policy, acrossConnections: scope !== undefined } : undefined;
}

/** An id that no other call has. Unlike `crypto.randomUUID` it is there on pages without HTTPS too. */
export function newCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Tries until the reply is one that another attempt cannot change, or attempts or time are over; resolves to the last
 * reply. An attempt that finds no connection is made once there is one, after what the listeners of that state sent.
 */
export async function callWithRetry(plan: RetryPlan, call: RetriedCall): Promise<AnyReply> {
  const window = new CallWindow(call.link, call.timeout, call.signal);
  const attempt = (number: number): Promise<AnyReply> => call.attempt(number, Math.max(1, window.left));
  try {
    if (!window.isConnected) await window.untilConnected();
    const { socketId } = window;
    let reply = await attempt(1);
    let written = wasWritten(reply);
    const isTooLate = (): boolean => written && !plan.acrossConnections && window.socketId !== socketId;
    for (let number = 1; number < plan.attempts && mayPass(reply); number += 1) {
      const pause = pauseAfter(number, plan, reply);
      if (pause >= window.left || isTooLate()) break;
      await window.pause(pause);
      if (!window.isConnected) await window.untilConnected();
      if (window.isOver || isTooLate()) break;
      reply = await attempt(number + 1);
      written ||= wasWritten(reply);
    }
    if (!mayPass(reply)) return reply;
    if (call.signal?.aborted) return STOPPED;
    return written && !wasWritten(reply) ? lost(true) : reply;
  } finally {
    window.end();
  }
}

/**
 * The milliseconds to wait after an attempt: random between nothing and a bound that doubles each time, so that
 * clients cut off together do not come back together; after `retryAfter`, where the server names one.
 */
export function pauseAfter(
  number: number,
  { minDelay, maxDelay }: RetryPolicy,
  reply: AnyReply,
  random: () => number = Math.random,
): number {
  const bound = Math.min(maxDelay, minDelay * 2 ** Math.min(number - 1, 31));
  return (reply.ok ? 0 : retryAfterOf(reply.error)) + random() * bound;
}

/** The milliseconds that the server asks to wait, cut to what a timer can wait; 0 where it names none. */
export function retryAfterOf({ retryAfter }: ErrorBody): number {
  return typeof retryAfter === 'number' && retryAfter > 0 ? Math.min(retryAfter, MAX_DURATION) : 0;
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
