import Papa from 'papaparse';
import type { Entry } from '../entry.ts';
import { jsonSize } from '../json-size.ts';
import { toRecord } from './entry-record.ts';

const COLUMNS = [
  'time',
  'client',
  'direction',
  'event',
  'payload',
  'bytes',
  'outcome',
  'reply',
  'latency_ms',
  'violations',
] as const;

type Cells = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number>>>;

export function csvHeader(): string {
  return write([...COLUMNS]);
}

/** One entry for a spreadsheet, its reply beside it. What a spreadsheet would take for a formula is made text. */
export function csvLine(entry: Entry, client: string): string {
  const cells: Cells = { time: new Date(entry.at).toISOString(), client, ...cellsOf(entry) };
  return write(COLUMNS.map((column) => cells[column] ?? ''));
}

function cellsOf(entry: Entry): Cells {
  const record = toRecord(entry, '');
  if (entry.kind === 'state') {
    return { direction: 'connection', event: entry.state.status, payload: json(record.state) };
  }
  const content = { event: entry.event, payload: json(record.payload), bytes: jsonSize(entry.payload) };
  if (entry.kind === 'event') {
    return { direction: 'received', ...content, violations: breaches(entry.issues) };
  }
  const { answer } = entry;
  if (!answer)
    return { direction: 'sent', ...content, ...(entry.kind === 'call' && { outcome: 'no reply yet' }) };
  const { reply, latency, issues } = answer;
  const answered = (record.answer as { reply?: unknown } | undefined)?.reply;
  return {
    direction: 'sent',
    ...content,
    outcome: reply.ok ? 'ok' : reply.error.code,
    reply: json(answered),
    latency_ms: Math.round(latency * 10) / 10,
    violations: breaches(issues),
  };
}

function breaches(issues: Extract<Entry, { kind: 'event' }>['issues']): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}

function json(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function write(cells: readonly (string | number)[]): string {
  return `${Papa.unparse([[...cells]], { escapeFormulae: true })}\r\n`;
}
