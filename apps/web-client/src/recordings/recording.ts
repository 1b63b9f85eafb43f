import { urlOf, wholePath } from '../links/connection-settings.ts';
import { type Entry, type Place, placeKey } from '../traffic/entry.ts';
import { formOf } from './opened-entries.ts';
import { toMarked } from './recording-marks.ts';
import type { RecordingHeader } from './recording-schema.ts';

export const RECORDING_FORMAT = 'switchboard-recording';
export const RECORDING_VERSION = 3;
/** The largest file that is read. */
export const MAX_RECORDING_BYTES: number = 256 * 1_024 * 1_024;

/** What some clients sent, received and went through in one stretch of time: the one format of files and of storage. */
export interface Recording extends RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: typeof RECORDING_VERSION;
  /**
   * Oldest first; their ids count up from 0. In their JSON form: binary is `{ "$bytes": "<base64>" }`, an integer that a
   * number cannot hold `{ "$integer": "<digits>" }`. A secret is `{ "$secret": <number> }`, the same number for the same
   * secret. Data that looks so has one more `$`.
   */
  readonly entries: readonly Entry[];
}

export type RecordedClient = Recording['clients'][number];
export type RecordedSettings = NonNullable<RecordedClient['settings']>;
export type IgnoredPlace = NonNullable<Recording['ignored']>[number];

/** An entry as it stands in a file: without what its other fields say already. */
export type EntryRecord = Readonly<Record<string, unknown>>;

/** An entry that was seen or opened, in its JSON form. Throws an EventError for what nests too deep. */
export function toRecord(entry: Entry): EntryRecord {
  const form = formOf(entry);
  if (form) return toStored(form);
  // `fromRecord` puts a reply one level deeper: that must not be too deep either.
  const [record] = toMarked([toStored(entry)]) as [EntryRecord];
  return record;
}

/** An entry of a recording, which has its JSON form already, as it is stored. */
export function toStored(entry: Entry): EntryRecord {
  if (entry.kind === 'state' || !entry.answer) return entry as unknown as EntryRecord;
  const { answer: given, ...open } = entry;
  // The timeline ends it so, and the recording that it shows has no answer.
  if (given.by === 'client' && given.outcome === 'unrecorded') return open;
  const { args, ...answer } = given;
  // Most answers have one argument, the reply.
  const isReply = answer.reply && args.length === 1 && args[0] === answer.reply;
  return { ...entry, answer: isReply ? answer : given };
}

/** Back from `toRecord`, still in the JSON form. */
export function fromRecord(record: EntryRecord): Entry {
  const entry = record as unknown as Entry;
  if (entry.kind === 'state' || !entry.answer) return entry;
  const { answer } = entry;
  const args = answer.args ?? (answer.reply ? [answer.reply] : []);
  return { ...entry, answer: { ...answer, args } };
}

/** A recording as the text of a file. */
export function printRecording(recording: Recording): string {
  return `${JSON.stringify({ ...recording, entries: recording.entries.map(toStored) }, null, 2)}\n`;
}

/** How many calls were made, and how many events came. */
export function countEntries(entries: readonly Entry[]): { calls: number; events: number } {
  const count = (of: Entry['kind']): number => entries.filter(({ kind }) => kind === of).length;
  return { calls: count('call'), events: count('event') };
}

/**
 * The clients that spoke to several servers, namespaces or contracts while they were recorded, or to another server than
 * that of their settings, where a replay would send.
 */
export function movedClients({ clients, entries }: Pick<Recording, 'clients' | 'entries'>): RecordedClient[] {
  return clients.filter(({ id, settings }) => {
    const places = entries.flatMap((entry) => (entry.clientId === id && entry.place ? [entry.place] : []));
    const [first] = places;
    const isElsewhere = first && settings && !leadsTo(settings, first);
    return isElsewhere || new Set(places.map(placeKey)).size > 1;
  });
}

/** Whether a client with these settings may connect to a place; it may where they name the server of a page. */
function leadsTo(settings: RecordedSettings, { url, path }: Place): boolean {
  return wholePath(settings.path) === wholePath(path) && (settings.url === '' || urlOf(settings, '') === url);
}
