import type { Entry } from '../../../lib/entry.ts';
import { type WriteOptions, writeRecording } from '../../../lib/exchange/write-recording.ts';

/** Milliseconds of work at a time. */
const SLICE = 12;

const TYPES: Readonly<Record<WriteOptions['format'], string>> = {
  ndjson: 'application/x-ndjson',
  json: 'application/json',
  csv: 'text/csv',
};

/** Writes entries as a file, a little at a time, so that the page goes on. */
export async function writeSlowly(entries: readonly Entry[], options: WriteOptions): Promise<Blob> {
  const parts: string[] = [];
  let start = performance.now();
  for (const part of writeRecording(entries, options)) {
    parts.push(part);
    if (performance.now() - start < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
  return new Blob(parts, { type: `${TYPES[options.format]};charset=utf-8` });
}
