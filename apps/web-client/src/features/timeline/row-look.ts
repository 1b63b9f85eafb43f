import { ownValue } from '@switchboard/contract';
import {
  ArrowDownLeft,
  ArrowUpRight,
  CircleAlert,
  CornerDownRight,
  Hourglass,
  type LucideIcon,
  Plug,
  TimerOff,
  Unplug,
} from 'lucide-react';
import { formatLatency } from '../../components/format-latency.ts';
import { answerValueOf, type CallEntry, type Entry, isOk, type StateEntry } from '../../lib/entry.ts';
import { fullPreview, preview } from '../../lib/preview.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import { excerpt, type Term } from './filter-text.ts';
import { type Row, rowsOf } from './rows.ts';

export interface RowLook {
  readonly icon: LucideIcon;
  readonly tone: 'sent' | 'received' | 'ok' | 'bad' | 'quiet';
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

/** Calls that ended without a reply, or may have; everything else came from the server. */
const SILENCE: Readonly<Record<string, LucideIcon>> = { TIMEOUT: TimerOff, DISCONNECTED: Unplug };

function answerLook({ answer }: CallEntry, write: Write): RowLook {
  if (!answer) return { icon: Hourglass, tone: 'quiet', direction: 'reply', title: 'waiting…', text: '' };
  const { reply, late, outcome, explanation = '' } = answer;
  if (isOk(answer)) {
    const value = reply?.ok ? reply.data : answerValueOf(answer);
    const text = value === undefined ? '' : write(value);
    return { icon: CornerDownRight, tone: 'ok', direction: 'reply', title: reply ? 'ok' : outcome, text };
  }
  const made = { code: outcome, message: explanation, data: undefined, issues: [] };
  const { code, message, data, issues = [] } = reply?.ok === false ? reply.error : made;
  const places = issues.map(({ path }) => path.join('.') || '(whole value)').join(', ');
  const lateness = late && `a late reply came after ${formatLatency(late.latency)}: ${late.code}`;
  const detail = [lateness, message, places && `at ${places}`, data !== undefined && write(data)]
    .filter(Boolean)
    .join(' ');
  return {
    icon: ownValue(SILENCE, code) ?? CircleAlert,
    tone: 'bad',
    direction: 'error reply',
    title: code,
    text: detail,
  };
}

function messageLook(entry: Exclude<Entry, StateEntry>, write: Write): RowLook {
  const { event } = entry;
  const text = entry.args.map((arg) => write(arg)).join(', ');
  return entry.kind === 'event'
    ? { icon: ArrowDownLeft, tone: 'received', direction: 'received', title: event, text }
    : { icon: ArrowUpRight, tone: 'sent', direction: 'sent', title: event, text };
}

function stateLook({ state, at }: StateEntry, earlier: readonly StateEntry[] = []): RowLook {
  const problem = 'problem' in state ? state.problem : undefined;
  const words =
    state.status === 'connected'
      ? `${state.transport}, ${state.socketId}`
      : ['attempt' in state && state.attempt > 0 && `attempt ${state.attempt}`, problem?.explanation]
          .filter(Boolean)
          .join(': ');
  const [first] = earlier;
  const past = first && `after ${statusesOf(earlier)} (${formatDuration(at - first.at)})`;
  const text = [past, words].filter(Boolean).join('; ');
  return { icon: Plug, tone: problem ? 'bad' : 'quiet', direction: 'connection', title: state.status, text };
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
