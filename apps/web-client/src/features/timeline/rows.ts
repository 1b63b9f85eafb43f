import type { NamedClient } from '../../clients/named-client.ts';
import { contractOfEntry, receivedSpec, sentSpec } from '../../contract/contracts.ts';
import { jsonSize } from '../../lib/json-size.ts';
import type { RecordedSettings } from '../../recordings/recording.ts';
import { DETAILS } from '../../texts/details.ts';
import {
  answeredValue,
  answerKind,
  asksForAnswer,
  type CallEntry,
  type Entry,
  type EventEntry,
  payloadOf,
  type StateEntry,
} from '../../traffic/entry.ts';

/** One row of the timeline. The answer to a call or an event, there or still due, is a row of its own right under it. */
export type Row =
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly entry: Entry;
      /** The changes of the same client's connection right before this one, oldest first: one row shows them all. */
      readonly earlier?: readonly StateEntry[];
    }
  | { readonly kind: 'answer'; readonly key: string; readonly entry: CallEntry | EventEntry };

/** Whose row it is: one that was removed has only a name. */
export type RowClient = Pick<NamedClient, 'name'> &
  Partial<Pick<NamedClient, 'hue' | 'link' | 'settings' | 'state'>> & {
    /** The settings of a client of a recording. */
    readonly recorded?: RecordedSettings;
  };

/** By their ids. */
export type RowClients = ReadonlyMap<string, RowClient>;

/** Finds a client by its id; one that was removed has a name, too. */
export type FindClient = (id: string) => RowClient;

/** The rows of one entry. */
export function rowsOf(entry: Entry): Row[] {
  const row: Row = { kind: 'entry', key: `${entry.id}`, entry };
  return asksForAnswer(entry) ? [row, { kind: 'answer', key: `${entry.id} answer`, entry }] : [row];
}

/** All entries that a row shows, oldest first. */
export function entriesOfRow(row: Row): readonly Entry[] {
  return row.kind === 'entry' && row.earlier ? [...row.earlier, row.entry] : [row.entry];
}

/**
 * What became of a connection: `lost` where none was refused, and `upgraded` where another transport took over the one that
 * there was.
 */
export function statusOf({ state, before }: StateEntry): string {
  if (state.status === 'refused') {
    const { cause } = state.problem;
    return before?.status === 'connected' || (cause && !('data' in cause)) ? 'lost' : 'refused';
  }
  const isSame =
    state.status === 'connected' && before?.status === 'connected' && before.socketId === state.socketId;
  return isSame ? 'upgraded' : state.status;
}

/** What the details of a row are called. */
export function titleOf({ kind, entry }: Row): string {
  if (kind === 'entry') return entry.kind === 'state' ? DETAILS.connection(statusOf(entry)) : entry.event;
  if (entry.kind === 'event') return DETAILS.answerTo(entry.event);
  const isSilent = entry.answer && answerKind(entry.answer) === 'none';
  return isSilent ? DETAILS.noReplyTo(entry.event) : DETAILS.replyTo(entry.event);
}

/** What is wrong with a row, if anything. */
export type Flaw = 'unknown' | 'broken' | 'bare';

/**
 * `unknown` for a name that the contract does not have; `broken` for what came in and does not fit it; `bare` for an
 * answer that is no reply of a contract. In raw mode nothing is wrong.
 */
export function flawOf({ kind, entry }: Row): Flaw | undefined {
  if (kind === 'answer') {
    const { answer } = entry;
    if (answer && answerKind(answer) === 'bare') return 'bare';
    return answer && answer.issues.length > 0 ? 'broken' : undefined;
  }
  const contract = contractOfEntry(entry);
  if (entry.kind === 'state' || contract.isRaw) return undefined;
  const specOf = entry.kind === 'event' ? receivedSpec : sentSpec;
  if (!specOf(contract, entry.event)) return 'unknown';
  return entry.kind === 'event' && entry.issues.length > 0 ? 'broken' : undefined;
}

/** The bytes of what a row holds, as JSON; binary as itself. `undefined` where it holds nothing. */
export function sizeOf({ kind, entry }: Row): number | undefined {
  if (entry.kind === 'state') return undefined;
  const value = kind === 'entry' ? payloadOf(entry) : entry.answer && answeredValue(entry.answer);
  return value === undefined || value === null ? undefined : jsonSize(value);
}

/** When it happened, in milliseconds since the epoch; `undefined` for an answer that did not come yet. */
export function timeOf(row: Row): number | undefined {
  return row.kind === 'answer' ? row.entry.answer?.at : row.entry.at;
}
