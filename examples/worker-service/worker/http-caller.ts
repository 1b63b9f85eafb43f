import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Contract,
  type ErrorBody,
  type EventMap,
  type EventName,
  type PayloadInput,
  type Reply,
  type ServerEventMap,
  toJson,
} from '@switchboard/contract';
import { callOnce } from './call-once.ts';

export interface HttpCallOptions {
  readonly token?: string | undefined;
  /** Names the call: the server executes one of these once, however often it arrives. @default a new one */
  readonly id?: string;
  /** W3C trace context of the work that the call belongs to. @default a new one */
  readonly trace?: string;
  /** Milliseconds for all attempts together. @default 30,000 */
  readonly timeout?: number;
  readonly onRetry?: (error: ErrorBody, milliseconds: number) => void;
}

export type HttpCaller<C extends EventMap> = <E extends EventName<C>>(
  event: E,
  payload: PayloadInput<C[E]>,
  options?: HttpCallOptions,
) => Promise<Reply<C[E]>>;

const MAY_SUCCEED_LATER = ['TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE', 'TIMEOUT', 'DISCONNECTED'];

/**
 * Calls events with `policy.http` by fetch. A call settles once, to a reply that fits the contract or to an error. Calls of
 * `idempotent` events are tried again, under one id, until their time is over. Throws where the server's certificate is not
 * trusted: no other attempt would change that.
 */
export function createHttpCaller<C extends EventMap>(
  { clientEventMap }: Contract<C, ServerEventMap>,
  server: string,
): HttpCaller<C> {
  return async (event, payload, { token, id, trace = newTrace(), timeout = 30_000, onRetry } = {}) => {
    const spec = clientEventMap[event];
    const end = AbortSignal.timeout(timeout);
    const request: RequestInit = {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': id ?? randomUUID(),
        traceparent: trace,
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(toJson(payload ?? {})),
      signal: end,
    };
    for (let attempt = 1; ; attempt += 1) {
      const reply = await callOnce(new URL(`/events/${event}`, server), request, spec?.response);
      if (reply.ok || !spec?.policy?.idempotent || !MAY_SUCCEED_LATER.includes(reply.error.code))
        return reply as Reply<C[typeof event]>;
      // What the server asks for, or longer pauses each time, of different lengths for different workers.
      const pause = reply.error.retryAfter ?? Math.random() * Math.min(5_000, 100 * 2 ** attempt);
      onRetry?.(reply.error, Math.round(pause));
      const isInTime = await delay(pause, true, { signal: end }).catch(() => false);
      if (!isInTime) return reply as Reply<C[typeof event]>;
    }
  };
}

function newTrace(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
