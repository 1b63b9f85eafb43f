import type { Client } from '@switchboard/client';
import type { Frame, Inspection } from '@switchboard/client/devtools';
import type { AnyReply, Issue, Path } from '@switchboard/contract';
import type { ConsoleContract } from '../contract/contracts.ts';

/** One connection of the console, with a contract or without: all that the console needs of it. */
export interface Link {
  /** With the namespace. */
  readonly url: string;
  readonly contract: ConsoleContract;
  /** Its state, steps and frames, and the means to break it. */
  readonly tools: Inspection;
  /** With a contract alone: for code that knows its events, such as the quick start. */
  readonly client?: Client;
  /** Opens the connection; where the next attempt waits for its time, it is made now. */
  connect(): void;
  disconnect(): void;
  /** Disconnects, and ends all reports. */
  stop(): void;
  /**
   * Sends an event as it is, whatever the contract says of it; never rejects. Resolves to what became of it: `undefined` for
   * one that was sent and wants no acknowledgement. Without a connection it is `unsent`; only a call of a contract waits for
   * one, within its timeout.
   */
  send(event: string, args: readonly unknown[], options: SendOptions): Promise<LinkAnswer | undefined>;
  /** Reports what is sent, how it is answered, and what arrives; returns its undo. */
  onMessage(listener: (message: LinkMessage) => void): () => void;
  /**
   * Finds what acknowledges an event, by its `args` as they were reported; `undefined` where it wants no acknowledgement or
   * got one. It throws for arguments that cannot be sent, and once the connection that asked is lost. In raw mode alone.
   */
  answerTo?(args: readonly unknown[]): ((answer: readonly unknown[]) => void) | undefined;
}

export interface SendOptions {
  /** Whether an acknowledgement is asked for. */
  readonly ack: boolean;
  /** Milliseconds that the acknowledgement is waited for. */
  readonly timeout: number;
  /** Stops waiting. */
  readonly signal?: AbortSignal;
  /** Of the call, for `meta.id`: with a contract alone. */
  readonly id?: string;
  /** Who sends it, where that is not the user. */
  readonly origin?: string;
}

/** What a link reports. `at` is in milliseconds since the epoch, and `frames` are packets, where they were seen. */
export type LinkMessage = SentMessage | SettledMessage | ReceivedMessage | AnsweredMessage;

/** What was sent; a call asks for an acknowledgement. */
export interface SentMessage {
  readonly kind: 'call' | 'send';
  readonly at: number;
  readonly event: string;
  /** Without the acknowledgement, and without what the client adds for the router. */
  readonly args: readonly unknown[];
  readonly frames?: readonly Frame[];
  /** Fields that the contract does not name, left out before it was sent. */
  readonly dropped?: readonly Path[];
  /** Which attempt of its call this is, from 1; left out where there is only one. */
  readonly attempt?: number;
  readonly callId?: string;
  readonly origin?: string;
}

/** What became of a call: once, and once more if its answer comes late. */
export interface SettledMessage {
  readonly kind: 'settled';
  /** The message that was reported for the call. */
  readonly sent: SentMessage;
  readonly answer: LinkAnswer;
}

export interface ReceivedMessage {
  readonly kind: 'event';
  readonly at: number;
  readonly event: string;
  readonly args: readonly unknown[];
  readonly frames?: readonly Frame[];
  /** Set where the last of the `args` looks like the offset that a server adds to recover a connection. In raw mode alone. */
  readonly hasOffset?: true;
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
  /** Fields that the contract does not name, left out where it arrived. */
  readonly dropped?: readonly Path[];
  /** Set where the server asked for an acknowledgement. */
  readonly wantsAnswer?: true;
}

/** The user acknowledged an event. */
export interface AnsweredMessage {
  readonly kind: 'answered';
  /** The message that was reported for the event. */
  readonly received: ReceivedMessage;
  readonly answer: LinkAnswer;
}

/** What became of a call, or of an event that wanted an acknowledgement. */
export interface LinkAnswer {
  readonly at: number;
  /** Milliseconds. */
  readonly latency: number;
  /** `user` for an answer to the server; `client` where no server answered: then what it says is the console's own judgement. */
  readonly by: 'server' | 'user' | 'client';
  /** All arguments of the acknowledgement, as they came; none where no server answered. */
  readonly args: readonly unknown[];
  /** The answer as a reply of the contract; left out in raw mode. */
  readonly reply?: AnyReply;
  /** One of `UNANSWERED`; or with a contract `OK` or the code of the reply, which the client makes too, in raw mode `answered`. */
  readonly outcome: string;
  /** Why no server answered, in one sentence. */
  readonly explanation?: string;
  /** What does not fit the contract. */
  readonly issues: readonly Issue[];
  /** Fields that the contract does not name, left out where it arrived. */
  readonly dropped?: readonly Path[];
  readonly frames?: readonly Frame[];
  /** The acknowledgement that came after the call had timed out. */
  readonly late?: LateAnswer;
}

export interface LateAnswer {
  readonly at: number;
  /** As they came. */
  readonly args: readonly unknown[];
  /** With a contract `OK` or an error code; empty for what is no reply, and in raw mode. */
  readonly code: string;
  /** Milliseconds since the call. */
  readonly latency: number;
}

/** How a call, or an event that asks for an answer, ends where nobody answers and there is no reply of a contract. */
export const UNANSWERED = ['timeout', 'disconnected', 'unsent', 'reloaded', 'unrecorded'] as const;

/** What became of a call that no server answered. */
export function unanswered(outcome: (typeof UNANSWERED)[number], explanation?: string): LinkAnswer {
  const why = explanation === undefined ? {} : { explanation };
  return { at: Date.now(), latency: 0, by: 'client', args: [], outcome, issues: [], ...why };
}
