import type { ConnectionState } from '@switchboard/client';
import type { LinkAnswer, ReceivedMessage, SentMessage } from '../clients/link.ts';

interface EntryBase {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly clientId: string;
}

/** What a client sent, and its answer once there is one. A send asks for none. */
export interface CallEntry extends EntryBase, SentMessage {
  readonly answer?: Answer;
}

/** What became of a call. */
export interface Answer extends LinkAnswer {
  /** The id of the newest entry when it came, so that answers and entries have one order. */
  readonly after?: number;
}

/** What the server sent by itself, and what the user answered, where it asked for that. */
export interface EventEntry extends EntryBase, ReceivedMessage {
  readonly answer?: Answer;
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
export function payloadOf({ args }: Pick<CallEntry | EventEntry, 'args'>): unknown {
  return args.length > 1 ? args : (args[0] ?? null);
}

/**
 * What an answer carries: the reply of a contract, or what came in raw mode, in the same way as `payloadOf`. `undefined` where
 * no server answered in raw mode.
 */
export function answerValueOf({ reply, args, by }: Pick<Answer, 'reply' | 'args' | 'by'>): unknown {
  if (reply) return reply;
  return by === 'server' ? payloadOf({ args }) : undefined;
}

/** Whether a call ended well: with a contract its reply says so, in raw mode any answer does. */
export function isOk({ reply, by }: Pick<Answer, 'reply' | 'by'>): boolean {
  return reply ? reply.ok : by === 'server';
}
