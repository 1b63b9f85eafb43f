import type { Frame } from '@switchboard/client/devtools';
import { toJson } from '@switchboard/contract';
import type { CopyableMessage } from '../../../lib/copy-as.ts';
import { answerValueOf, type Entry, payloadOf } from '../../../lib/entry.ts';
import type { EntrySource } from '../../../lib/entry-source.ts';
import { redactEntry } from '../../../lib/redact-entry.ts';
import { clientSpec, serverSpec } from '../../../lib/spec-of.ts';
import { entriesOfRow, type Row } from '../rows.ts';

export interface DetailContent {
  readonly title: string;
  readonly value: unknown;
  /** Its packets; left out where none were seen, or they hold a secret that is not to be revealed. */
  readonly frames?: readonly Frame[];
  /** Whether the row holds a secret, revealed or not. */
  readonly hasSecret: boolean;
}

/** What a row holds, in full; its secrets only where they are to be revealed. */
export function detailOf(row: Row, reveal: boolean): DetailContent {
  const whole = content(row, (entry) => entry);
  const redacted = content(row, redactEntry);
  return { ...(reveal ? whole : redacted), hasSecret: redacted.value !== whole.value };
}

function content(row: Row, look: <E extends Entry>(entry: E) => E): Omit<DetailContent, 'hasSecret'> {
  if (row.kind === 'answer') {
    const { answer, event } = look(row.entry);
    const frames = answer?.frames;
    return { title: `Reply to ${event}`, value: answer && answerValueOf(answer), ...(frames && { frames }) };
  }
  const entry = look(row.entry);
  if (entry.kind === 'state') return { title: `Connection ${entry.state.status}`, value: statesOf(row) };
  return { title: entry.event, value: payloadOf(entry), ...(entry.frames && { frames: entry.frames }) };
}

// The same object for the same row, as that is how a secret is noticed.
const states = new WeakMap<Row, unknown>();

/** The state, or all those that the row shows, each with its time. */
function statesOf(row: Row): unknown {
  const known = states.get(row);
  if (known) return known;
  const all = entriesOfRow(row).flatMap((entry) =>
    entry.kind === 'state' ? [{ at: new Date(entry.at).toISOString(), ...entry.state }] : [],
  );
  const value = all.length > 1 ? all : row.entry.kind === 'state' && row.entry.state;
  states.set(row, value);
  return value;
}

/** The row's message as it may be copied; `undefined` for a reply and for a change of the connection. */
export function messageOf({ kind, entry }: Row): CopyableMessage | undefined {
  if (kind === 'answer' || entry.kind === 'state') return undefined;
  const { event } = entry;
  const payload = payloadOf(entry);
  const spec = entry.kind === 'event' ? serverSpec(event) : clientSpec(event);
  return { event, payload: payload === null ? undefined : toJson(payload), spec };
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
    if (other.kind === 'call' && other.answer) return { kind: 'answer', key: `${id} answer`, entry: other };
  }
  return undefined;
}

const MAX_LENGTH = 400_000;

/** A value as JSON text over several lines, cut where it is too long to read; says so where it cannot be written. */
export function writeValue(value: unknown): string {
  try {
    const text = JSON.stringify(toJson(value), null, 2) ?? 'nothing';
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `Cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
