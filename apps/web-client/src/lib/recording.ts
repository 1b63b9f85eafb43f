import type { ConnectionState } from '@switchboard/client';
import type { Issue } from '@switchboard/contract';

export const RECORDING_FORMAT = 'switchboard-recording';
export const RECORDING_VERSION = 1;

/**
 * What some clients sent, got and heard in one stretch of time, in its JSON form: binary is `{ "$bytes": "<base64>" }`,
 * a secret `{ "$secret": <number> }`, the same number for the same secret.
 */
export interface Recording {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: typeof RECORDING_VERSION;
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly contract: { readonly name: string; readonly version: string };
  readonly clients: readonly RecordedClient[];
  /** In the order in which it happened. */
  readonly entries: readonly RecordedEntry[];
  /** Why it ended before anybody stopped it. */
  readonly cut?: string;
  /** How much could not be written as JSON, and is missing. */
  readonly leftOut?: number;
}

export interface RecordedClient {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  /** The names that it took on the server meanwhile: they must be free where it is replayed. */
  readonly identities: readonly string[];
  /** Who it was already when the recording began; a replay begins as nobody. */
  readonly startedAs?: string;
}

interface EntryBase {
  /** Milliseconds since the recording began. */
  readonly at: number;
  /** The id of the client. */
  readonly client: string;
}

export interface RecordedCallEntry extends EntryBase {
  readonly kind: 'call';
  /** Ties its reply to it; unique within the client. */
  readonly call: number;
  readonly event: string;
  readonly payload: unknown;
  /** The call's id, where it has one. */
  readonly id?: string;
  /** Which attempt of its call this is, from 1, where there may be more than one. */
  readonly attempt?: number;
}

export interface RecordedSendEntry extends EntryBase {
  readonly kind: 'send';
  readonly event: string;
  readonly payload: unknown;
}

export interface RecordedReplyEntry extends EntryBase {
  readonly kind: 'reply';
  readonly call: number;
  readonly reply: RecordedReply;
  /** Milliseconds. */
  readonly latency: number;
  /** What does not fit the contract. */
  readonly issues?: readonly Issue[];
}

export interface RecordedServerEntry extends EntryBase {
  readonly kind: 'event';
  readonly event: string;
  readonly payload: unknown;
  /** What does not fit the contract. */
  readonly issues?: readonly Issue[];
}

export interface RecordedStateEntry extends EntryBase {
  readonly kind: 'state';
  readonly status: ConnectionState['status'];
  /** Why, where something went wrong. */
  readonly problem?: string;
}

export type RecordedEntry =
  | RecordedCallEntry
  | RecordedSendEntry
  | RecordedReplyEntry
  | RecordedServerEntry
  | RecordedStateEntry;

export type RecordedReply =
  | { readonly ok: true; readonly data?: unknown }
  | {
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string; readonly data?: unknown };
    };

/** An id that no other recording has, also where the page is not secure and so has no `crypto.randomUUID`. */
export function newRecordingId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
