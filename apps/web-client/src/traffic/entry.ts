import type { ConnectionProblem, ConnectionState } from '@switchboard/client';
import { type Issue, isReply } from '@switchboard/contract';
import type { LinkAnswer, ReceivedMessage, SentMessage } from '../links/link.ts';

interface EntryBase {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly clientId: string;
  /** Where it was seen: a client may have moved since. Left out where it is not known. */
  readonly place?: Place;
}

/** What a client was connected to. */
export interface Place {
  /** The id of the contract that it spoke. */
  readonly contract: string;
  /** With the namespace. */
  readonly url: string;
  /** Of Socket.IO. */
  readonly path: string;
}

/** A key of a place. */
export function placeKey({ contract, url, path }: Partial<Place> = {}): string {
  return JSON.stringify([contract, url, path]);
}

/** The key of the namespace at a place, with any contract: a server may have several. */
export function namespaceKey({ url, path }: Partial<Place> = {}): string {
  return JSON.stringify([url, path]);
}

/** Whether an entry was seen in the namespace of a place, with any contract. */
export function isSeenAt({ place }: { readonly place?: Place }, at: Place | undefined): boolean {
  return place?.url === at?.url && place?.path === at?.path;
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

export interface StateEntry extends EntryBase {
  readonly kind: 'state';
  readonly state: ConnectionState;
  readonly before?: ConnectionState;
}

/** Why there was no connection; with the `data` that a server gave with its refusal, where that is no typed error. */
export function problemOf(
  state: ConnectionState,
): (ConnectionProblem & { readonly data?: unknown }) | undefined {
  return 'problem' in state ? state.problem : undefined;
}

/** One thing that the console saw. */
export type Entry = CallEntry | EventEntry | StateEntry;

/** Entries in their order, under ids without holes from `firstId` up to but not including `nextId`. */
export interface EntrySource {
  readonly firstId: number;
  readonly nextId: number;
  /** `undefined` for an id that is not there, or no longer. */
  get(id: number): Entry | undefined;
  /** Calls the listener after changes, once for many; returns its undo. */
  subscribe(listener: () => void): () => void;
  /** Reports each entry that is new or another one by now, at once, also where it was dropped since; returns its undo. */
  onEntry(listener: (entry: Entry) => void): () => void;
}

/** Entries that change no more: the log at a moment, or a recording. Their ids must follow one another. */
export function entryList(entries: readonly Entry[]): EntrySource {
  const firstId = entries[0]?.id ?? 0;
  return {
    firstId,
    nextId: firstId + entries.length,
    get: (id) => entries[id - firstId],
    subscribe: () => () => undefined,
    onEntry: () => () => undefined,
  };
}

type Carrier = Pick<EventEntry, 'args' | 'hasOffset'>;

/** What an application gave as arguments: without the offset that the server added. */
export function argumentsOf({ args, hasOffset }: Carrier): readonly unknown[] {
  return hasOffset ? args.slice(0, -1) : args;
}

/** What a message carries: its one argument, all of them as a list where there are several, `null` where there is none. */
export function payloadOf(message: Carrier): unknown {
  const args = argumentsOf(message);
  return args.length > 1 ? args : (args[0] ?? null);
}

/**
 * What an answer is: `ok` and `error` are replies of the server under a contract, `bare` is an acknowledgement that is no
 * reply though there is a contract, `raw` is any acknowledgement where there is none. `none` says that no server answered:
 * everything in it is the console's own judgement.
 */
export type AnswerKind = 'ok' | 'error' | 'bare' | 'raw' | 'none';

export function answerKind({ by, args, reply }: Pick<Answer, 'by' | 'args' | 'reply'>): AnswerKind {
  if (by === 'client') return 'none';
  if (!reply) return 'raw';
  if (args.length !== 1 || !isReply(args[0])) return 'bare';
  return reply.ok ? 'ok' : 'error';
}

/** What a server answered: the data or the error of its reply, or what came; `undefined` where none answered. */
export function answeredValue(answer: Answer): unknown {
  const { reply } = answer;
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return reply?.ok ? reply.data : reply?.error;
    case 'bare':
    case 'raw':
      return payloadOf(answer);
    case 'none':
      return undefined;
  }
}

/** The reply of a contract, or what the server or the user answered; `undefined` where nobody did in raw mode. */
export function answerValueOf({ reply, args, by }: Pick<Answer, 'reply' | 'args' | 'by'>): unknown {
  return reply ?? (by === 'client' ? undefined : payloadOf({ args }));
}

/** Why no server answered, in one sentence. */
export function noAnswerReason({ explanation, reply }: Answer): string {
  return explanation ?? (reply?.ok === false ? reply.error.message : '');
}

/** Whether a call ended well: with a contract its reply says so, in raw mode any answer does. */
export function isOk({ reply, by }: Pick<Answer, 'reply' | 'by'>): boolean {
  return reply ? reply.ok : by !== 'client';
}

/** Whether the user, or the console for them, sent it. */
export function isSent(entry: Entry): entry is CallEntry {
  return entry.kind === 'call' || entry.kind === 'send';
}

export function directionOf(entry: Entry): 'sent' | 'received' | 'connection' {
  if (entry.kind === 'state') return 'connection';
  return isSent(entry) ? 'sent' : 'received';
}

/** Whether it asks for an answer: a call that of the server, some events that of the user. */
export function asksForAnswer(entry: Entry): entry is CallEntry | EventEntry {
  return entry.kind === 'call' || (entry.kind === 'event' && entry.wantsAnswer === true);
}

/** Where an event, or the reply to a call, breaks the contract. */
export function issuesOf(entry: CallEntry | EventEntry): readonly Issue[] {
  return entry.kind === 'event' ? entry.issues : (entry.answer?.issues ?? []);
}
