import type { ErrorBody } from '@switchboard/contract';
import {
  ArrowDownLeft,
  ArrowUpRight,
  CircleAlert,
  CircleSlash,
  CornerDownRight,
  Hourglass,
  type LucideIcon,
  Plug,
} from 'lucide-react';
import { formatPath } from '../../lib/at-path.ts';
import { formatLatency } from '../../lib/format-time.ts';
import { fullPreview, preview } from '../../lib/preview.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import {
  type Answer,
  answeredValue,
  answerKind,
  argumentsOf,
  type CallEntry,
  type Entry,
  type EventEntry,
  noAnswerReason,
  problemOf,
  type StateEntry,
} from '../../traffic/entry.ts';
import { redactEntry } from '../../traffic/redact-entry.ts';
import { excerpt, type Term } from './filter-text.ts';
import { type Row, rowsOf, statusOf } from './rows.ts';

export interface RowLook {
  readonly icon: LucideIcon;
  readonly tone: 'sent' | 'received' | 'ok' | 'bad' | 'quiet' | 'judged';
  /** What the icon says. */
  readonly direction: string;
  readonly title: string;
  readonly text: string;
}

type Write = (value: unknown) => string;

/**
 * A row in words: which way, what, and its content on one line, without secrets. Of a long content the line shows the
 * part that has what is searched for. What waits for a reply waits for the connection first where its client has none.
 */
export function rowLook(row: Row, terms: readonly Term[] = [], isConnected = true): RowLook {
  const look = lookOf(row, preview, isConnected);
  if (terms.length === 0) return look;
  const text = excerpt(look.text, terms) ?? excerpt(lookOf(row, fullPreview).text, terms);
  return text === undefined ? look : { ...look, text };
}

/** All that the rows of an entry say, in full length and without secrets. */
export function textOf(entry: Entry): string {
  return rowsOf(entry)
    .map((row) => lookOf(row, fullPreview))
    .map(({ title, text }) => `${title} ${text}`)
    .join(' ');
}

function lookOf(row: Row, write: Write, isConnected = true): RowLook {
  if (row.kind === 'answer') return answerLook(redactEntry(row.entry), write, isConnected);
  const { entry } = row;
  return entry.kind === 'state'
    ? stateRowLook([...(row.earlier ?? []), entry], write)
    : messageLook(redactEntry(entry), write);
}

function answerLook({ kind, answer }: CallEntry | EventEntry, write: Write, isConnected: boolean): RowLook {
  if (!answer) {
    const words =
      kind === 'event'
        ? { direction: TIMELINE.answer, title: TIMELINE.waitsForYou }
        : { direction: TIMELINE.reply, title: isConnected ? TIMELINE.waiting : TIMELINE.waitingToConnect };
    return { icon: Hourglass, tone: 'quiet', text: '', ...words };
  }
  const look = { icon: CornerDownRight, tone: 'ok' } as const;
  const { args, reply } = answer;
  switch (answerKind(answer)) {
    case 'ok':
      return {
        ...look,
        direction: TIMELINE.reply,
        title: 'ok',
        text: writeIfAny(answeredValue(answer), write),
      };
    case 'bare':
    case 'raw':
      return {
        ...look,
        direction: kind === 'event' || reply ? TIMELINE.answer : TIMELINE.reply,
        title: TIMELINE.answered,
        text: writeAll(args, write),
      };
    case 'error': {
      const { code, message, data } = answeredValue(answer) as ErrorBody;
      const text = joined([message, placesOf(reply), writeIfAny(data, write)]);
      return { icon: CircleAlert, tone: 'bad', direction: TIMELINE.errorReply, title: code, text };
    }
    case 'none':
      return kind === 'event'
        ? { ...silentLook(answer, write), direction: TIMELINE.answer, title: TIMELINE.notAnswered }
        : silentLook(answer, write);
  }
}

/** Where the server, or the client before it sent, found something wrong. */
function placesOf(reply: Answer['reply']): string {
  const issues = (reply?.ok === false && reply.error.issues) || [];
  const places = issues.map(({ path }) => formatPath(path)).join(', ');
  return places && TIMELINE.at(places);
}

/** The console's own words: never the look of what a server said. */
function silentLook(answer: Answer, write: Write): RowLook {
  const { late, outcome } = answer;
  const lateness =
    late && TIMELINE.late(formatLatency(late.latency), late.code || writeAll(late.args, write));
  return {
    icon: CircleSlash,
    tone: 'judged',
    direction: TIMELINE.noReplyTo,
    title: outcome,
    text: joined([lateness, noAnswerReason(answer), placesOf(answer.reply)]),
  };
}

function messageLook(entry: Exclude<Entry, StateEntry>, write: Write): RowLook {
  const { event, args } = entry;
  const text = writeAll(argumentsOf(entry), write);
  if (entry.kind === 'event') {
    const offset = entry.hasOffset && TIMELINE.offset(write(args.at(-1)));
    return {
      icon: ArrowDownLeft,
      tone: 'received',
      direction: TIMELINE.received,
      title: event,
      text: joined([text, offset], ', '),
    };
  }
  const { origin } = entry;
  const marked = origin === undefined ? text : `${TIMELINE.byConsole(origin)} ${text}`;
  return { icon: ArrowUpRight, tone: 'sent', direction: TIMELINE.sent, title: event, text: marked };
}

function writeAll(args: readonly unknown[], write: Write): string {
  return args.map(write).join(', ');
}

function writeIfAny(value: unknown, write: Write): string {
  return value === undefined || value === null ? '' : write(value);
}

/** The last change of a connection, with those before it. */
function stateRowLook(entries: readonly StateEntry[], write: Write): RowLook {
  const last = entries.at(-1) as StateEntry;
  const { state } = last;
  const isConnected = entries.length > 1 && state.status === 'connected';
  const title = isConnected ? state.status : statusOf(last);
  const look = { icon: Plug, direction: TIMELINE.connection, title };
  if (problemOf(state)) return { ...look, tone: 'bad', text: failureText(entries, write) };
  const connection =
    state.status === 'connected'
      ? [state.recovered && TIMELINE.recovered, state.transport, state.socketId]
      : [];
  const past = entries.length > 1 && TIMELINE.before(statusesOf(entries.slice(0, -1)), spanOf(entries));
  return { ...look, tone: 'quiet', text: joined([joined(connection, ', '), past], '; ') };
}

/** How often a connection failed, and why: the reasons that came last, and what the server gave with the last one. */
function failureText(entries: readonly StateEntry[], write: Write): string {
  const failed = entries.filter((entry) => problemOf(entry.state));
  const problems = failed.flatMap((entry) => problemOf(entry.state) ?? []);
  const { state } = failed.at(-1) as StateEntry;
  const count = 'attempt' in state ? state.attempt : failed.length;
  const reasons = [...new Set(problems.map(({ explanation }) => explanation))].slice(-MAX_REASONS);
  const { error, data = error?.data } = problems.at(-1) ?? {};
  const tries = count > 1 && TIMELINE.attempts(count, spanOf(failed));
  return joined([tries, error && `${error.code}:`, ...reasons, writeIfAny(data, write)]);
}

function spanOf(entries: readonly StateEntry[]): string {
  return formatSpan((entries.at(-1)?.at ?? 0) - (entries[0]?.at ?? 0));
}

const MAX_REASONS = 3;

function joined(parts: readonly (string | false | undefined)[], by = ' '): string {
  return parts.filter(Boolean).join(by);
}

/** `disconnected, reconnecting ×6` */
function statusesOf(entries: readonly StateEntry[]): string {
  const runs: { status: string; count: number }[] = [];
  for (const status of entries.map(statusOf)) {
    const last = runs.at(-1);
    if (last?.status === status) last.count += 1;
    else runs.push({ status, count: 1 });
  }
  const shown = runs.map(({ status, count }) => (count > 1 ? `${status} ×${count}` : status));
  return [...(shown.length > MAX_STATUSES ? ['…'] : []), ...shown.slice(-MAX_STATUSES)].join(', ');
}

const MAX_STATUSES = 6;

/** The time since the row before, for people: `+0`, `+42 ms`, `+1.3 s`, `+12 min`. */
export function formatDelta(milliseconds: number): string {
  if (milliseconds === 0) return '+0';
  return `${milliseconds < 0 ? '−' : '+'}${formatSpan(Math.abs(milliseconds))}`;
}

function formatSpan(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min`;
}
