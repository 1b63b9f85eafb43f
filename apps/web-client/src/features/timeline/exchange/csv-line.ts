import { toJson } from '@switchboard/contract';
import Papa from 'papaparse';
import { answerValueOf, type Entry, payloadOf } from '../entry.ts';
import { jsonSize } from '../json-size.ts';

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

/** One entry for a spreadsheet, its reply beside it. Formulas are escaped. */
export function csvLine(entry: Entry, client: string): string {
  const cells: Cells = { time: new Date(entry.at).toISOString(), client, ...cellsOf(entry) };
  return write(COLUMNS.map((column) => cells[column] ?? ''));
}

function cellsOf(entry: Entry): Cells {
  if (entry.kind === 'state') {
    return { direction: 'connection', event: entry.state.status, payload: json(entry.state) };
  }
  const payload = payloadOf(entry);
  const content = { event: entry.event, payload: json(payload), bytes: jsonSize(payload) };
  if (entry.kind === 'event') {
    return { direction: 'received', ...content, violations: breaches(entry.issues) };
  }
  const { answer } = entry;
  if (!answer)
    return { direction: 'sent', ...content, ...(entry.kind === 'call' && { outcome: 'no answer yet' }) };
  const { outcome, latency, issues } = answer;
  return {
    direction: 'sent',
    ...content,
    outcome,
    reply: json(answerValueOf(answer)),
    latency_ms: Math.round(latency * 10) / 10,
    violations: breaches(issues),
  };
}

function breaches(issues: Extract<Entry, { kind: 'event' }>['issues']): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}

/** What nests too deep for JSON is left out, and says so. */
function json(value: unknown): string {
  if (value === undefined || value === null) return '';
  try {
    return JSON.stringify(toJson(value));
  } catch (error) {
    return `(not exported: ${(error as Error).message})`;
  }
}

function write(cells: readonly (string | number)[]): string {
  return `${Papa.unparse([[...cells]], { escapeFormulae: true })}\r\n`;
}
