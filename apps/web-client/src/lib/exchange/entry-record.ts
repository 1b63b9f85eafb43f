import { toJson } from '@switchboard/contract';
import type { Entry } from '../entry.ts';

/** An entry as it stands in a file: JSON, with its client's name and without its id, which is its place. */
export type EntryRecord = Readonly<Record<string, unknown>>;

/** Binary becomes `{ "$bytes": "<base64>" }`. A payload that nests too deep for JSON is left out, and says so. */
export function toRecord(entry: Entry, client: string): EntryRecord {
  const { id: _, ...rest } = entry;
  try {
    return toJson({ client, ...rest }) as EntryRecord;
  } catch (error) {
    const { answer: _answer, ...told } = rest as Partial<Extract<Entry, { answer?: unknown }>>;
    return { client, ...told, frames: undefined, payload: `(not exported: ${(error as Error).message})` };
  }
}
