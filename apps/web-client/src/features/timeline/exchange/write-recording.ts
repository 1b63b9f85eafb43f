import { type Issue, REDACTED } from '@switchboard/contract';
import Papa from 'papaparse';
import { placeOf } from '../../../clients/named-client.ts';
import { contractOfEntry, mainContract } from '../../../contract/contracts.ts';
import { formatPath } from '../../../lib/at-path.ts';
import { jsonSize } from '../../../lib/json-size.ts';
import { printJson } from '../../../lib/print-json.ts';
import { readAddress } from '../../../links/address.ts';
import { readSettings } from '../../../links/connection-settings.ts';
import { hideButMarks } from '../../../recordings/keep-marks.ts';
import { formOf } from '../../../recordings/opened-entries.ts';
import {
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type RecordedSettings,
  toRecord,
} from '../../../recordings/recording.ts';
import { hideSettings, SecretMarks, toRecordedSettings } from '../../../recordings/recording-secrets.ts';
import {
  answerValueOf,
  asksForAnswer,
  type CallEntry,
  directionOf,
  type Entry,
  issuesOf,
  type Place,
  payloadOf,
  placeKey,
} from '../../../traffic/entry.ts';
import { hideInEntry } from '../../../traffic/hide-in-entry.ts';
import { redactForOthers } from '../../../traffic/redact-entry.ts';
import type { FindClient, RowClient } from '../rows.ts';

export const FORMATS = ['ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface WriteOptions {
  readonly format: Format;
  readonly clientOf: FindClient;
  /** Whether secrets are written, too. */
  readonly reveal: boolean;
}

/**
 * The entries as a file, part by part, so that a long log can be written without holding up the page. NDJSON is a
 * recording whose first line is all but its entries, with one entry on each line after it; JSON is the same as one
 * document; CSV is a table for a spreadsheet. The first two can be read back.
 */
export function* writeRecording(entries: readonly Entry[], options: WriteOptions): Iterable<string> {
  const { format, clientOf, reveal } = options;
  const marks = new SecretMarks();
  if (!reveal) for (const entry of entries) marks.reserve(formOf(entry));
  const header = JSON.stringify(headerOf(entries, options, marks));
  const redacted = (entry: Entry): Entry => hideButMarks(entry, redactForOthers);
  // What turns out to be a secret is one in the entries before, too.
  if (!reveal) for (const entry of entries) marks.learn(entry, redacted(entry));
  const hide = (value: unknown): unknown => marks.hide(value, value, () => REDACTED);
  const withoutSecrets = (entry: Entry): Entry =>
    hideButMarks(redacted(entry), (shown) => hideInEntry(shown, shown, hide));
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  else yield format === 'ndjson' ? `${header}\n` : `${header.slice(0, -1)},"entries":[\n`;
  let isFirst = true;
  for (const entry of entries) {
    const shown = reveal ? entry : withoutSecrets(entry);
    if (format === 'csv') yield csvLine(shown, clientOf(entry.clientId).name);
    else if (format === 'ndjson') yield `${jsonLine(shown)}\n`;
    else yield `${isFirst ? '' : ',\n'}${jsonLine(shown)}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]}\n';
}

function headerOf(entries: readonly Entry[], { clientOf, reveal }: WriteOptions, marks: SecretMarks): object {
  const places = new Map<string, Place | undefined>();
  for (const { clientId, place } of entries) places.set(clientId, place ?? places.get(clientId));
  for (const id of places.keys()) marks.reserve(clientOf(id).recorded);
  const { name, version } = mainContract(entries.map(contractOfEntry));
  const startedAt = entries[0]?.at ?? 0;
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    name: 'Timeline',
    startedAt,
    duration: Math.max(0, (entries.at(-1)?.at ?? startedAt) - startedAt),
    contract: { name, version },
    clients: [...places].map(([id, place], hue) => {
      const client = clientOf(id);
      const settings = settingsOf(client, place);
      // A client that moved may have said the secrets of its present settings.
      if (client.settings) hideSettings(toRecordedSettings(client.settings), marks);
      const written = settings && (reveal ? settings : hideSettings(settings, marks));
      return { id, name: client.name, hue, identities: [], ...(written && { settings: written }) };
    }),
  };
}

/** How a client connected where its last entries were seen: it may have moved, or been removed, since. */
function settingsOf(client: RowClient, place: Place | undefined): RecordedSettings | undefined {
  const { recorded, settings, link } = client;
  if (recorded) return recorded;
  const now = link && settings && placeOf({ link, settings });
  if (!place || placeKey(now) === placeKey(place)) return settings && toRecordedSettings(settings);
  const { url, path, contract } = place;
  const address = readAddress(url);
  return readSettings({ ...('value' in address && address.value), path, contract });
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

/** How a formula begins; papaparse's own pattern misses those with a line break, and those in the wide letters of Asia. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** One entry for a spreadsheet, its reply beside it. Formulas are escaped. */
function csvLine(entry: Entry, client: string): string {
  const cells = {
    time: new Date(entry.at).toISOString(),
    client,
    direction: directionOf(entry),
    ...cellsOf(entry),
  };
  const options = { columns: [...COLUMNS], header: false, escapeFormulae: FORMULA };
  return `${Papa.unparse([cells], options)}\r\n`;
}

function cellsOf(entry: Entry): Cells {
  if (entry.kind === 'state') return { event: entry.state.status, payload: cell(entry.state) };
  const { event, answer } = entry;
  const payload = payloadOf(entry);
  return {
    event,
    payload: cell(payload),
    bytes: jsonSize(payload),
    outcome: answer?.outcome ?? (asksForAnswer(entry) ? 'no answer yet' : ''),
    reply: cell(answer && answerValueOf(answer)),
    latency_ms: answer ? Math.round(answer.latency * 10) / 10 : '',
    violations: breaches(issuesOf(entry)),
  };
}

function breaches(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `${formatPath(path)}: ${message}`).join('; ');
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  try {
    return printJson(value) ?? '';
  } catch (error) {
    return notExported(error);
  }
}

function notExported(error: unknown): string {
  return `(not exported: ${(error as Error).message})`;
}
