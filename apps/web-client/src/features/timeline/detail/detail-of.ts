import type { Frame } from '@switchboard/client/devtools';
import { toJson } from '@switchboard/contract';
import { contractOf, receivedSpec, sentSpec } from '../../../contract/contracts.ts';
import type { CopyableMessage } from '../../../lib/copy-as.ts';
import {
  type Answer,
  answerKind,
  type CallEntry,
  type Entry,
  type EntrySource,
  type EventEntry,
  noAnswerReason,
  payloadOf,
} from '../../../lib/entry.ts';
import { redactEntry } from '../../../lib/redact-entry.ts';
import { DETAILS } from '../../../texts/details.ts';
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
  if (row.kind === 'answer') return answerContent(look(row.entry));
  const entry = look(row.entry);
  if (entry.kind === 'state') return { title: DETAILS.connection(entry.state.status), value: statesOf(row) };
  const { event: title, frames } = entry;
  return { title, value: sentValue(entry), ...(frames && { frames }) };
}

function answerContent({ answer, event, clientId }: CallEntry): Omit<DetailContent, 'hasSecret'> {
  const title = answer && answerKind(answer) === 'none' ? DETAILS.noReplyTo(event) : DETAILS.replyTo(event);
  if (!answer) return { title, value: undefined };
  const frames = answer.frames && { frames: answer.frames };
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return { title, value: answer.reply, ...frames };
    case 'bare':
    case 'raw':
      return { title, value: argsValue(answer.args, contractOf(clientId).isRaw), ...frames };
    case 'none':
      return { title, value: judgementOf(answer), ...frames };
  }
}

// The same object for the same answer, as that is how a secret is noticed.
const judgements = new WeakMap<Answer, unknown>();

/** What the console says where no server answered. It has not the shape of a reply. */
function judgementOf(answer: Answer): unknown {
  const known = judgements.get(answer);
  if (known) return known;
  const { late, reply } = answer;
  const issues = reply?.ok === false ? reply.error.issues : undefined;
  const value = {
    saidBy: 'console',
    why: answer.outcome,
    explanation: noAnswerReason(answer),
    ...(issues && { issues }),
    ...(late && {
      lateReply: { latency: late.latency, args: late.args },
    }),
  };
  judgements.set(answer, value);
  return value;
}

/** What was sent or received: the payload of a contract, or all arguments as a list. */
function sentValue(entry: CallEntry | EventEntry): unknown {
  const { args, clientId } = entry;
  return contractOf(clientId).isRaw ? args : payloadOf(entry);
}

function argsValue(args: readonly unknown[], asList: boolean): unknown {
  return args.length === 1 && !asList ? args[0] : args;
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

/** The row's message as it may be copied; `undefined` for a reply, a change of the connection, and what JSON cannot hold. */
export function messageOf({ kind, entry }: Row): CopyableMessage | undefined {
  if (kind === 'answer' || entry.kind === 'state') return undefined;
  const { event, kind: sentAs, clientId } = entry;
  const contract = contractOf(clientId);
  const [payload, args] = [jsonOf(payloadOf(entry)), jsonOf(entry.args)];
  if (args === undefined) return undefined;
  if (contract.isRaw) return { event, payload, args: args as unknown[], ack: sentAs === 'call' };
  const spec = sentAs === 'event' ? receivedSpec(contract, event) : sentSpec(contract, event);
  return { event, payload: payload ?? undefined, spec };
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
