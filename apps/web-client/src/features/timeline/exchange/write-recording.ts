import type { Contract } from '@switchboard/contract';
import type { CallEntry, Entry } from '../entry.ts';
import { RECORDING_FORMAT, RECORDING_VERSION, toRecord } from '../recording.ts';
import { redactEntry } from '../redact-entry.ts';
import { csvHeader, csvLine } from './csv-line.ts';

export const FORMATS = ['ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface WriteOptions {
  readonly format: Format;
  /** The contract that the entries were seen under. */
  readonly contract: Pick<Contract, 'name' | 'version'>;
  /** The name of a client, by its id. */
  readonly nameOf: (clientId: string) => string;
  /** Whether what the contract marks as secret is written, too. */
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
  if (format === 'csv') yield csvHeader();
  else yield format === 'ndjson' ? `${header}\n` : `${header.slice(0, -1)},"entries":[\n`;
  let isFirst = true;
  for (const entry of entries) {
    const shown = reveal ? entry : redactEntry(entry);
    if (format === 'csv') yield csvLine(shown, nameOf(entry.clientId));
    else if (format === 'ndjson') yield `${toLine(shown)}\n`;
    else yield `${isFirst ? '' : ',\n'}${toLine(shown)}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]}\n';
}

/** What nests too deep for JSON is left out, and says so. */
function toLine(entry: Entry): string {
  try {
    return JSON.stringify(toRecord(entry));
  } catch (error) {
    const { answer: _, frames: __, ...rest } = entry as Partial<CallEntry>;
    return JSON.stringify({ ...rest, args: [`(not exported: ${(error as Error).message})`] });
  }
}

function headerOf(entries: readonly Entry[], { contract, nameOf }: WriteOptions): object {
  const ids = [...new Set(entries.map(({ clientId }) => clientId))];
  const { name, version } = contract;
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
