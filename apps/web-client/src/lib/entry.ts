import type { ConnectionState } from '@switchboard/client';
import type { Frame } from '@switchboard/client/devtools';
import type { AnyReply, Issue, Path } from '@switchboard/contract';

interface EntryBase {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly clientId: string;
}

interface MessageBase extends EntryBase {
  readonly event: string;
  /**
   * The arguments after the event's name, without an acknowledgement. Under a contract that is the payload alone, or
   * nothing where the payload is empty; what the client adds for the router is not in it.
   */
  readonly args?: readonly unknown[];
  /** The first argument; `null` where there is none. */
  readonly payload: unknown;
  /** Fields that are not in this contract, left out before it was sent or where it arrived. */
  readonly dropped?: readonly Path[];
  /** Its packets as they went over the wire, where they were seen. */
  readonly frames?: readonly Frame[];
}

/** What a client sent, and its answer once there is one. A send asks for none. */
export interface CallEntry extends MessageBase {
  readonly kind: 'call' | 'send';
  /** The id of the call in the contract's sense, where it has one: the same in all attempts. */
  readonly callId?: string;
  /** Which attempt of its call this is, from 1; left out where there is only one. */
  readonly attempt?: number;
  /** Who made the call where that was not the user, such as `console`. */
  readonly origin?: string;
  readonly answer?: Answer;
}

/** What became of a call. */
export interface Answer {
  readonly at: number;
  /** Milliseconds. */
  readonly latency: number;
  /** `client` where no server answered: the call timed out, lost its connection or was not sent. */
  readonly by?: 'server' | 'client';
  /** All arguments of the acknowledgement, as they came; none where no server answered. */
  readonly args?: readonly unknown[];
  /** The answer as a reply of the contract: what the client made of it, or made up where no server answered. */
  readonly reply: AnyReply;
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
  /** The id of the newest entry when it came, so that answers and entries have one order. */
  readonly after?: number;
  /** Fields that are not in this contract, left out where it arrived. */
  readonly dropped?: readonly Path[];
  /** Its packets as they came over the wire, where they were seen. */
  readonly frames?: readonly Frame[];
  /** The reply that came after a TIMEOUT, when nobody waited any more. */
  readonly late?: Late;
}

export interface Late {
  readonly at: number;
  /** `OK` or an error code; empty for what is no reply. */
  readonly code: string;
  /** Milliseconds since the call. */
  readonly latency: number;
  /** All arguments of the acknowledgement, as they came. */
  readonly args?: readonly unknown[];
}

/** What the server sent by itself. */
export interface EventEntry extends MessageBase {
  readonly kind: 'event';
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
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

/** What a message carries: its one argument, all of them as a list where there are several, `null` where there is none. */
export function payloadOf({ args, payload }: CallEntry | EventEntry): unknown {
  if (!args) return payload ?? null;
  return args.length > 1 ? args : (args[0] ?? null);
}
