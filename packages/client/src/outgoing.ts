import {
  type CallMeta,
  EventError,
  type Issue,
  isSocketIoEvent,
  type Path,
  thrownText,
} from '@switchboard/contract';
import type { RetryPolicy } from './retry.ts';
import type { Weighed } from './send-limits.ts';
import { toWireValue } from './wire-value.ts';

/** A checked payload. */
export interface Outgoing {
  readonly event: string;
  /** `undefined` for none. */
  readonly payload: unknown;
  readonly issues: readonly Issue[];
  readonly dropped?: readonly Path[];
  /** From 1, where there may be more than one. */
  readonly attempt?: number;
}

export interface CallLimits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly id: string | undefined;
  readonly origin: string | undefined;
  readonly retry: RetryPolicy | undefined;
  /** What the event takes, where it is held to it. */
  readonly maxBytes: number | undefined;
}

/** Why no event of this name can be sent, in words; `undefined` if one can. */
export function refusalOfName(event: string): string | undefined {
  return isSocketIoEvent(event)
    ? `Socket.IO keeps the name "${event}" for itself: send another event.`
    : undefined;
}

/**
 * The payload as it is now, in the form in which it is sent, whenever that is. Throws EventError BAD_REQUEST if it has none, and
 * for an event that cannot be sent.
 */
export function encode(outgoing: Outgoing): Outgoing {
  const event = String(outgoing.event);
  const refusal = refusalOfName(event);
  if (refusal) throw new EventError('BAD_REQUEST', { message: refusal });
  try {
    return { ...outgoing, event, payload: toWireValue(outgoing.payload) };
  } catch (cause) {
    throw new EventError('BAD_REQUEST', {
      message: `This payload cannot be sent: ${thrownText(cause)}`,
      cause,
    });
  }
}

export function toMeta({ timeout, id }: CallLimits): CallMeta {
  return { deadline: timeout, ...(id !== undefined && { id }) };
}

/** Throws EventError PAYLOAD_TOO_LARGE for what the server does not take. */
export function assertSendable(weighed: Weighed): Weighed {
  if (weighed.tooLarge) throw new EventError('PAYLOAD_TOO_LARGE', { message: weighed.tooLarge });
  return weighed;
}
