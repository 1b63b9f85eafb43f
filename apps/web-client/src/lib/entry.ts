import type { ConnectionState } from '@switchboard/client';
import type { Frame } from '@switchboard/client/devtools';
import type { AnyReply, Issue, Path } from '@switchboard/contract';

interface EntryBase {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly clientId: string;
}

/** What a client sent, and its reply once there is one; a send gets none. */
export interface CallEntry extends EntryBase {
  readonly kind: 'call' | 'send';
  readonly event: string;
  readonly payload: unknown;
  /** Fields that are not in this contract, left out before it was sent. */
  readonly dropped?: readonly Path[];
  /** Its packets as they went over the wire, where they were seen. */
  readonly frames?: readonly Frame[];
  readonly answer?: Answer;
}

export interface Answer {
  readonly at: number;
  readonly reply: AnyReply;
  /** Milliseconds. */
  readonly latency: number;
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
  /** Fields that are not in this contract, left out where it arrived. */
  readonly dropped?: readonly Path[];
  /** Its packets as they came over the wire, where they were seen. */
  readonly frames?: readonly Frame[];
  /** The reply that came after a TIMEOUT, when nobody waited any more. */
  readonly late?: Late;
}

export interface Late {
  readonly at: number;
  /** `OK` or an error code. */
  readonly code: string;
  /** Milliseconds since the call. */
  readonly latency: number;
}

/** What the server sent by itself. */
export interface EventEntry extends EntryBase {
  readonly kind: 'event';
  readonly event: string;
  readonly payload: unknown;
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
  /** Fields that are not in this contract, left out where it arrived. */
  readonly dropped?: readonly Path[];
  /** Its packets as they came over the wire, where they were seen. */
  readonly frames?: readonly Frame[];
}

/** A change of a client's connection. */
export interface StateEntry extends EntryBase {
  readonly kind: 'state';
  readonly state: ConnectionState;
  /** The state before it, if there was one. */
  readonly before?: ConnectionState;
}

/** One thing that the console saw. */
export type Entry = CallEntry | EventEntry | StateEntry;
