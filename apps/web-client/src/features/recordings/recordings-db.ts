import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Recording } from '../../lib/recording.ts';
import { type ParsedRecording, readRecording } from './recording-file.ts';
import { type RecordingSummary, readSummaries, summarise } from './recording-summary.ts';

interface RecordingsSchema extends DBSchema {
  summaries: { key: string; value: RecordingSummary };
  recordings: { key: string; value: Recording };
}

const NAME = 'switchboard-recordings';
const STORES = ['summaries', 'recordings'] as const;

let opened: Promise<IDBPDatabase<RecordingsSchema>> | undefined;

function open(): Promise<IDBPDatabase<RecordingsSchema>> {
  opened ??= openDB<RecordingsSchema>(NAME, 1, {
    upgrade: (db) => {
      for (const store of STORES) db.createObjectStore(store, { keyPath: 'id' });
    },
    terminated: () => {
      opened = undefined;
    },
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** The summaries of all recordings that this browser keeps, newest first. */
export async function listRecordings(): Promise<RecordingSummary[]> {
  return readSummaries(await (await open()).getAll('summaries'));
}

/** Reads a recording, and says so where storage holds something else under its id. */
export async function loadRecording(id: string): Promise<ParsedRecording> {
  const stored = await (await open()).get('recordings', id);
  return stored === undefined ? { ok: false, reason: 'It is no longer there.' } : readRecording(stored);
}

/** Keeps a recording, in the place of the one with its id if there is one. */
export async function storeRecording(recording: Recording): Promise<void> {
  const transaction = (await open()).transaction(STORES, 'readwrite');
  await Promise.all([
    transaction.objectStore('summaries').put(summarise(recording)),
    transaction.objectStore('recordings').put(recording),
    transaction.done,
  ]);
}

export async function removeRecording(id: string): Promise<void> {
  const transaction = (await open()).transaction(STORES, 'readwrite');
  await Promise.all([
    transaction.objectStore('summaries').delete(id),
    transaction.objectStore('recordings').delete(id),
    transaction.done,
  ]);
}
