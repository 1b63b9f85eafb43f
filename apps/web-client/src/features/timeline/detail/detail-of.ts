import type { Frame } from '@switchboard/client/devtools';
import { toJson } from '@switchboard/contract';
import { contractOfEntry, receivedSpec, sentSpec } from '../../../contract/contracts.ts';
import type { CopyableMessage } from '../../../drafts/copy-as.ts';
import { DETAILS } from '../../../texts/details.ts';
import {
  type Answer,
  answerKind,
  type EntrySource,
  noAnswerReason,
  payloadOf,
} from '../../../traffic/entry.ts';
import { redactEntry } from '../../../traffic/redact-entry.ts';
import { entriesOfRow, type Row, type RowClient } from '../rows.ts';

export interface DetailContent {
  readonly value: unknown;
  /** Its packets; none where none were seen, or they hold a secret that is not to be revealed. */
  readonly frames?: readonly Frame[] | undefined;
  /** Whether the row holds a secret, revealed or not. */
  readonly hasSecret: boolean;
}

/** What a row holds, in full; its secrets only where they are to be revealed. */
export function detailOf(row: Row, reveal: boolean): DetailContent {
  const { isRaw } = contractOfEntry(row.entry);
  if (row.kind === 'answer') {
    const shown = redactEntry(row.entry);
    const { answer } = reveal ? row.entry : shown;
    const value = answer && contentOf(answer, isRaw);
    return { value, frames: answer?.frames, hasSecret: shown.answer !== row.entry.answer };
  }
  const { entry } = row;
  if (entry.kind === 'state') return { value: statesOf(row), hasSecret: false };
  const shown = redactEntry(entry);
  const { args, frames } = reveal ? entry : shown;
  return { value: isRaw ? args : payloadOf({ args }), frames, hasSecret: shown.args !== entry.args };
}

function contentOf(answer: Answer, isRaw: boolean): unknown {
  const { args, reply, outcome, late } = answer;
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return reply;
    case 'bare':
    case 'raw':
      return args.length === 1 && !isRaw ? args[0] : args;
    case 'none': {
      // The console's own words have not the shape of a reply.
      const issues = reply?.ok === false ? reply.error.issues : undefined;
      return {
        saidBy: 'console',
        why: outcome,
        explanation: noAnswerReason(answer),
        ...(issues && { issues }),
        ...(late && { lateReply: { latency: late.latency, args: late.args } }),
      };
    }
  }
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
  const [payload, args] = [jsonOf(payloadOf(entry)), jsonOf(entry.args)];
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
    return cut(printJson(value));
  } catch (error) {
    return DETAILS.notWritable((error as Error).message);
  }
}

/** How a value differs from one before; `beyond` is after what can be shown, and `unknown` where JSON has no form for both. */
export function compareValues(before: unknown, after: unknown): 'same' | 'differs' | 'beyond' | 'unknown' {
  const [one, other] = [before, after].map((value) => {
    try {
      return printJson(value);
    } catch {
      return undefined;
    }
  });
  if (one === other) return one === undefined ? 'unknown' : 'same';
  return one !== undefined && other !== undefined && cut(one) === cut(other) ? 'beyond' : 'differs';
}

function printJson(value: unknown): string {
  return JSON.stringify(toJson(value), null, 2) ?? 'nothing';
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
}
