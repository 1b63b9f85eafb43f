import type { AnyReply, EventError } from '@switchboard/contract';
import type { IncomingCall } from './dispatch.ts';

/** How one call ended. */
export interface CallRecord {
  /** As it came off the wire, cut to 64 characters; only names of the contract are safe as a metric's label. */
  readonly event: string;
  /** Whether the contract has this event. */
  readonly known: boolean;
  readonly socketId: string;
  /** Whether the caller waited for the reply; a failure that nobody waited for shows here alone. */
  readonly acked: boolean;
  /** `OK` or an error code. */
  readonly code: string;
  /** Milliseconds. */
  readonly duration: number;
  /** What went wrong, with the causes that never go on the wire. A failure that is given again has none. */
  readonly error?: EventError | undefined;
  /** As it came, not validated. Not for the log as it stands: it may hold secrets, and be large or hostile. */
  readonly call: IncomingCall;
  readonly reply: AnyReply;
}

/** What a controller gave after its call had settled as TIMEOUT or DISCONNECTED. Nobody gets it. */
export type LateRecord = Omit<CallRecord, 'reply'>;

/** The event's name for logs and replies: at most 64 characters, and none for what is neither text nor number. */
export function printable(event: unknown): string {
  if (typeof event === 'string') return event.slice(0, 64);
  return typeof event === 'number' ? String(event) : '';
}
