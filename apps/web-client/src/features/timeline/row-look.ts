import { ownValue } from '@switchboard/contract';
import {
  ArrowDownLeft,
  ArrowUpRight,
  CircleAlert,
  CircleSlash,
  CornerDownRight,
  Hourglass,
  type LucideIcon,
  Plug,
  TimerOff,
  Unplug,
} from 'lucide-react';
import { formatLatency } from '../../components/format-latency.ts';
import {
  type Answer,
  answeredValue,
  answerKind,
  type CallEntry,
  type Entry,
  noAnswerReason,
  type StateEntry,
} from '../../lib/entry.ts';
import { fullPreview, preview } from '../../lib/preview.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { excerpt, type Term } from './filter-text.ts';
import { type Row, rowsOf } from './rows.ts';

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
 * part that has what is searched for.
 */
export function rowLook(row: Row, terms: readonly Term[] = []): RowLook {
  const look = lookOf(row, preview);
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

function lookOf(row: Row, write: Write): RowLook {
  if (row.kind === 'answer') return answerLook(redactEntry(row.entry), write);
  const { entry } = row;
  return entry.kind === 'state' ? stateLook(entry, row.earlier) : messageLook(redactEntry(entry), write);
}

/** Calls that no server answered. */
const SILENCE: Readonly<Record<string, LucideIcon>> = {
  TIMEOUT: TimerOff,
  timeout: TimerOff,
  DISCONNECTED: Unplug,
  disconnected: Unplug,
};

function answerLook({ answer }: CallEntry, write: Write): RowLook {
  const icon = CornerDownRight;
  if (!answer)
    return { icon: Hourglass, tone: 'quiet', direction: TIMELINE.reply, title: TIMELINE.waiting, text: '' };
  const value = answeredValue(answer);
  switch (answerKind(answer)) {
    case 'ok':
      return { icon, tone: 'ok', direction: TIMELINE.reply, title: 'ok', text: writeIfAny(value, write) };
    case 'bare':
    case 'raw': {
      const text = writeAll(answer.args, write);
      return { icon, tone: 'ok', direction: TIMELINE.answer, title: TIMELINE.answered, text };
    }
    case 'error':
      return errorLook(answer, write);
    case 'none':
      return silentLook(answer, write);
  }
}

function errorLook({ reply }: Answer, write: Write): RowLook {
  const error = reply?.ok === false ? reply.error : undefined;
  const { code = '', message = '', data } = error ?? {};
  const text = [message, placesOf(reply), writeIfAny(data, write)].filter(Boolean).join(' ');
  return { icon: CircleAlert, tone: 'bad', direction: TIMELINE.errorReply, title: code, text };
}

/** Where the server, or the client before it sent, found something wrong. */
function placesOf(reply: Answer['reply']): string {
  const issues = (reply?.ok === false && reply.error.issues) || [];
  const places = issues.map(({ path }) => path.join('.') || TIMELINE.wholeValue).join(', ');
  return places && TIMELINE.at(places);
}

/** The console's own words: never the look of what a server said. */
function silentLook(answer: Answer, write: Write): RowLook {
  const { late, outcome } = answer;
  const lateness =
    late && TIMELINE.late(formatLatency(late.latency), late.code || writeAll(late.args, write));
  return {
    icon: ownValue(SILENCE, outcome) ?? CircleSlash,
    tone: 'judged',
    direction: TIMELINE.noReplyTo,
    title: outcome,
    text: [lateness, noAnswerReason(answer), placesOf(answer.reply)].filter(Boolean).join(' '),
  };
}

function messageLook(entry: Exclude<Entry, StateEntry>, write: Write): RowLook {
  const { event, args } = entry;
  const text = writeAll(args, write);
  if (entry.kind === 'event') {
    return { icon: ArrowDownLeft, tone: 'received', direction: TIMELINE.receivedRow, title: event, text };
  }
  const { origin } = entry;
  const marked = origin === undefined ? text : `${TIMELINE.byConsole(origin)} ${text}`;
  return { icon: ArrowUpRight, tone: 'sent', direction: TIMELINE.sentRow, title: event, text: marked };
}

function writeAll(args: readonly unknown[], write: Write): string {
  return args.map(write).join(', ');
}

function writeIfAny(value: unknown, write: Write): string {
  return value === undefined || value === null ? '' : write(value);
}

function stateLook({ state, at }: StateEntry, earlier: readonly StateEntry[] = []): RowLook {
  const problem = 'problem' in state ? state.problem : undefined;
  const words =
    state.status === 'connected'
      ? [state.recovered && TIMELINE.recovered, state.transport, state.socketId].filter(Boolean).join(', ')
      : ['attempt' in state && state.attempt > 0 && TIMELINE.attempt(state.attempt), problem?.explanation]
          .filter(Boolean)
          .join(': ');
  const [first] = earlier;
  const past = first && TIMELINE.after(statusesOf(earlier), formatDuration(at - first.at));
  const reason = problem ? undefined : earlier.findLast(hasProblem)?.state.problem.explanation;
  const text = [past, reason, words].filter(Boolean).join('; ');
  return {
    icon: Plug,
    tone: problem ? 'bad' : 'quiet',
    direction: TIMELINE.connectionRow,
    title: state.status,
    text,
  };
}

function hasProblem(
  entry: StateEntry,
): entry is StateEntry & { readonly state: { readonly problem: { readonly explanation: string } } } {
  return 'problem' in entry.state && entry.state.problem !== undefined;
}

/** `disconnected, reconnecting ×6` */
function statusesOf(entries: readonly StateEntry[]): string {
  const runs: { status: string; count: number }[] = [];
  for (const { state } of entries) {
    const last = runs.at(-1);
    if (last?.status === state.status) last.count += 1;
    else runs.push({ status: state.status, count: 1 });
  }
  const shown = runs.map(({ status, count }) => (count > 1 ? `${status} ×${count}` : status));
  return [...(shown.length > MAX_STATUSES ? ['…'] : []), ...shown.slice(-MAX_STATUSES)].join(', ');
}

const MAX_STATUSES = 6;

/** The time since the row before, for people: `+0`, `+42 ms`, `+1.3 s`, `+12 min`. */
export function formatDelta(milliseconds: number): string {
  if (milliseconds === 0) return '+0';
  return `${milliseconds < 0 ? '−' : '+'}${formatDuration(Math.abs(milliseconds))}`;
}

function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min`;
}
