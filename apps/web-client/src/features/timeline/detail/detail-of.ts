import { toJson } from '@switchboard/contract';
import { contractOfEntry, receivedSpec, sentSpec } from '../../../contract/contracts.ts';
import type { CopyableMessage } from '../../../drafts/copy-as.ts';
import { printJson } from '../../../lib/print-json.ts';
import { DETAILS } from '../../../texts/details.ts';
import { argumentsOf, type EntrySource, payloadOf } from '../../../traffic/entry.ts';
import { answerContent, type EntryContent, messageContent } from '../../../traffic/entry-content.ts';
import { entriesOfRow, type Row, type RowClient } from '../rows.ts';

/** What a row holds, in full; its secrets only where they are to be revealed. */
export function detailOf(row: Row, reveal: boolean): EntryContent {
  if (row.kind === 'answer') return answerContent(row.entry, reveal);
  const { entry } = row;
  if (entry.kind === 'state') return { value: statesOf(row), hasSecret: false };
  return messageContent(entry, reveal);
}

/** The state, or all those that the row shows, each with its time. */
function statesOf(row: Row): unknown {
  const states = entriesOfRow(row).filter((entry) => entry.kind === 'state');
  if (states.length === 1) return states[0]?.state;
  return states.map(({ at, state }) => ({ at: new Date(at).toISOString(), ...state }));
}

/** The row's message as it may be copied; `undefined` for a reply, a change of the connection, and what JSON cannot hold. */
export function messageOf({ kind, entry }: Row): CopyableMessage | undefined {
  if (kind === 'answer' || entry.kind === 'state') return undefined;
  const { event, kind: sentAs } = entry;
  const contract = contractOfEntry(entry);
  const [payload, args] = [jsonOf(payloadOf(entry)), jsonOf(argumentsOf(entry))];
  if (args === undefined) return undefined;
  if (contract.isRaw) return { event, payload, args: args as unknown[], ack: sentAs === 'call' };
  const spec = sentAs === 'event' ? receivedSpec(contract, event) : sentSpec(contract, event);
  return { event, payload: payload ?? undefined, spec };
}

/** The server that a row was seen at; that of its client where the row does not say it. */
export function serverOf(
  { entry: { place } }: Row,
  { link, settings }: RowClient,
): { url: string; path?: string } {
  if (place) return { url: place.url, path: place.path };
  return { url: link?.url ?? location.origin, ...(settings && { path: settings.path }) };
}

/** `undefined` for what nests too deep. */
function jsonOf(value: unknown): unknown {
  try {
    return toJson(value);
  } catch {
    return undefined;
  }
}

/** The row before of the same kind: same event, same client, same direction; for an answer, the one before to that event. */
export function previousRow(source: EntrySource, row: Row): Row | undefined {
  const { entry } = row;
  if (entry.kind === 'state') return undefined;
  for (let id = Math.min(entry.id, source.nextId) - 1; id >= source.firstId; id--) {
    const other = source.get(id);
    if (!other || other.kind === 'state' || other.event !== entry.event) continue;
    if (other.clientId !== entry.clientId || (other.kind === 'event') !== (entry.kind === 'event')) continue;
    if (row.kind === 'entry') return { kind: 'entry', key: `${id}`, entry: other };
    if (other.answer) return { kind: 'answer', key: `${id} answer`, entry: other };
  }
  return undefined;
}

const MAX_LENGTH = 400_000;

/** A value as JSON text over several lines, cut where it is too long to read; says so where it cannot be written. */
export function writeValue(value: unknown): string {
  try {
    return cut(print(value));
  } catch (error) {
    return DETAILS.notWritable((error as Error).message);
  }
}

/** How a value differs from one before; `beyond` is after what can be shown, and `unknown` where JSON has no form for both. */
export function compareValues(before: unknown, after: unknown): 'same' | 'differs' | 'beyond' | 'unknown' {
  const [one, other] = [before, after].map((value) => {
    try {
      return print(value);
    } catch {
      return undefined;
    }
  });
  if (one === other) return one === undefined ? 'unknown' : 'same';
  return one !== undefined && other !== undefined && cut(one) === cut(other) ? 'beyond' : 'differs';
}

function print(value: unknown): string {
  return printJson(value, 2) ?? 'nothing';
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
}
