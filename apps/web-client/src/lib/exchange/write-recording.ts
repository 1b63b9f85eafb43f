import type { Contract } from '@switchboard/contract';
import type { Entry } from '../entry.ts';
import { redactEntry } from '../redact-entry.ts';
import { csvHeader, csvLine } from './csv-line.ts';
import { toRecord } from './entry-record.ts';

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
 * The entries as a file, part by part, so that a long log can be written without holding up the page: NDJSON has one
 * entry a line, JSON a document that says where it is from, CSV a table for a spreadsheet. The first two read back.
 */
export function* writeRecording(entries: Iterable<Entry>, options: WriteOptions): Iterable<string> {
  const { format, contract, nameOf, reveal } = options;
  const { name, version } = contract;
  let isFirst = true;
  if (format === 'csv') yield csvHeader();
  if (format === 'json')
    yield `{"format":"switchboard-timeline","version":1,"contract":${JSON.stringify({ name, version })},"entries":[\n`;
  for (const entry of entries) {
    const shown = reveal ? entry : redactEntry(entry);
    const client = nameOf(entry.clientId);
    if (format === 'csv') yield csvLine(shown, client);
    else if (format === 'ndjson') yield `${JSON.stringify(toRecord(shown, client))}\n`;
    else yield `${isFirst ? '' : ',\n'}${JSON.stringify(toRecord(shown, client))}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]}\n';
}
