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
import type { CallEntry, Entry, StateEntry } from '../../lib/entry.ts';
import { preview } from '../../lib/preview.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import type { Row } from './rows.ts';

export interface RowLook {
  readonly icon: LucideIcon;
  readonly tone: 'sent' | 'received' | 'ok' | 'bad' | 'quiet';
  /** What the icon says. */
  readonly direction: string;
  readonly title: string;
  readonly text: string;
}

/** A row in words: which way, what, and its content on one line, without secrets. */
export function rowLook(row: Row): RowLook {
  return row.kind === 'answer' ? answerLook(redactEntry(row.entry)) : entryLook(redactEntry(row.entry));
}

/** Calls that ended without a reply, or may have; everything else came from the server. */
const SILENCE: Readonly<Record<string, LucideIcon>> = { TIMEOUT: TimerOff, DISCONNECTED: Unplug };

function answerLook({ answer }: CallEntry): RowLook {
  if (!answer) return { icon: Hourglass, tone: 'quiet', direction: 'reply', title: 'waiting…', text: '' };
  const { reply, late } = answer;
  if (reply.ok) {
    const text = reply.data === undefined ? '' : preview(reply.data);
    return { icon: CornerDownRight, tone: 'ok', direction: 'reply', title: 'ok', text };
  }
  const { code, message, data, issues = [] } = reply.error;
  const places = issues.map(({ path }) => path.join('.') || '(whole value)').join(', ');
  const lateness = late && `a late reply came after ${formatLatency(late.latency)}: ${late.code}`;
  const detail = [lateness, message, places && `at ${places}`, data !== undefined && preview(data)]
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

function entryLook(entry: Entry): RowLook {
  if (entry.kind === 'state') return stateLook(entry);
  const { event } = entry;
  const text = entry.payload === null || entry.payload === undefined ? '' : preview(entry.payload);
  return entry.kind === 'event'
    ? { icon: ArrowDownLeft, tone: 'received', direction: 'received', title: event, text }
    : { icon: ArrowUpRight, tone: 'sent', direction: 'sent', title: event, text };
}

function stateLook({ state }: StateEntry): RowLook {
  const problem = 'problem' in state ? state.problem : undefined;
  const text =
    state.status === 'connected'
      ? `${state.transport}, ${state.socketId}`
      : ['attempt' in state && state.attempt > 0 && `attempt ${state.attempt}`, problem?.explanation]
          .filter(Boolean)
          .join(': ');
  return { icon: Plug, tone: problem ? 'bad' : 'quiet', direction: 'connection', title: state.status, text };
}
