import { type Issue, toJson } from '@switchboard/contract';
import Papa from 'papaparse';
import { contractOfEntry, mainContract } from '../../../contract/contracts.ts';
import { answerValueOf, type CallEntry, type Entry, payloadOf } from '../../../lib/entry.ts';
import { jsonSize } from '../../../lib/json-size.ts';
import { RECORDING_FORMAT, RECORDING_VERSION, toRecord } from '../../../lib/recording.ts';
import { redactForOthers } from '../../../lib/redact-entry.ts';

export const FORMATS = ['ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface WriteOptions {
  readonly format: Format;
  /** The name of a client, by its id. */
  readonly nameOf: (clientId: string) => string;
  /** Whether secrets are written, too. */
  readonly reveal: boolean;
}

/**
 * The entries as a file, part by part, so that a long log can be written without holding up the page. NDJSON is a
 * recording whose first line is all but its entries, with one entry on each line after it; JSON is the same as one
 * document; CSV is a table for a spreadsheet. The first two can be read back.
 */
export function* writeRecording(entries: readonly Entry[], options: WriteOptions): Iterable<string> {
  const { format, nameOf, reveal } = options;
  const header = JSON.stringify(headerOf(entries, options));
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  else yield format === 'ndjson' ? `${header}\n` : `${header.slice(0, -1)},"entries":[\n`;
  let isFirst = true;
  for (const entry of entries) {
    const shown = reveal ? entry : redactForOthers(entry);
    if (format === 'csv') yield csvLine(shown, nameOf(entry.clientId));
    else if (format === 'ndjson') yield `${jsonLine(shown)}\n`;
    else yield `${isFirst ? '' : ',\n'}${jsonLine(shown)}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]}\n';
}

function headerOf(entries: readonly Entry[], { nameOf }: WriteOptions): object {
  const ids = [...new Set(entries.map(({ clientId }) => clientId))];
  const { name, version } = mainContract(entries.map(contractOfEntry));
  const startedAt = entries[0]?.at ?? 0;
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    name: 'Timeline',
    startedAt,
    duration: Math.max(0, (entries.at(-1)?.at ?? startedAt) - startedAt),
    contract: { name, version },
    clients: ids.map((id, hue) => ({ id, name: nameOf(id), hue, identities: [] })),
  };
}

/** What nests too deep for JSON is left out, and says so. */
function jsonLine(entry: Entry): string {
  try {
    return JSON.stringify(toRecord(entry));
  } catch (error) {
    const { answer: _, frames: __, ...rest } = entry as Partial<CallEntry>;
    return JSON.stringify({ ...rest, args: [notExported(error)] });
  }
}

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

/** One entry for a spreadsheet, its reply beside it. Formulas are escaped. */
function csvLine(entry: Entry, client: string): string {
  const cells = { time: new Date(entry.at).toISOString(), client, ...cellsOf(entry) };
  const options = { columns: [...COLUMNS], header: false, escapeFormulae: true };
  return `${Papa.unparse([cells], options)}\r\n`;
}

function cellsOf(entry: Entry): Cells {
  if (entry.kind === 'state')
    return { direction: 'connection', event: entry.state.status, payload: cell(entry.state) };
  const payload = payloadOf(entry);
  const content = { event: entry.event, payload: cell(payload), bytes: jsonSize(payload) };
  if (entry.kind === 'event')
    return { direction: 'received', ...content, violations: breaches(entry.issues) };
  const { kind, answer } = entry;
  if (!answer) return { direction: 'sent', ...content, outcome: kind === 'call' ? 'no answer yet' : '' };
  return {
    direction: 'sent',
    ...content,
    outcome: answer.outcome,
    reply: cell(answerValueOf(answer)),
    latency_ms: Math.round(answer.latency * 10) / 10,
    violations: breaches(answer.issues),
  };
}

function breaches(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  try {
    return JSON.stringify(toJson(value));
  } catch (error) {
    return notExported(error);
  }
}

function notExported(error: unknown): string {
  return `(not exported: ${(error as Error).message})`;
}
