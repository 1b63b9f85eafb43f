import { toJson } from '@switchboard/contract';
import type { Entry } from './entry.ts';
import type { RecordingHeader } from './read-recording.ts';

export const RECORDING_FORMAT = 'switchboard-recording';
export const RECORDING_VERSION = 2;

/** What some clients sent, received and went through in one stretch of time: the one format of files and of storage. */
export interface Recording extends RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: typeof RECORDING_VERSION;
  /**
   * Oldest first; their ids count up from 0. In their JSON form: binary is `{ "$bytes": "<base64>" }`. A secret is
   * `{ "$secret": <number> }`, the same number for the same secret.
   */
  readonly entries: readonly Entry[];
}

export type RecordedClient = Recording['clients'][number];
export type IgnoredPlace = NonNullable<Recording['ignored']>[number];

/** An entry as it stands in a file: without what its other fields say already. */
export type EntryRecord = Readonly<Record<string, unknown>>;

/** The JSON form of an entry. Throws an EventError for what nests too deep. */
export function toRecord(entry: Entry): EntryRecord {
  if (entry.kind !== 'call' || !entry.answer) return toJson(entry) as EntryRecord;
  const { args, ...answer } = entry.answer;
  // Most answers have one argument, the reply.
  const isReply = args.length === 1 && args[0] === answer.reply;
  return toJson({ ...entry, answer: isReply ? answer : entry.answer }) as EntryRecord;
}

/** Back from `toRecord`, still in the JSON form. */
export function fromRecord(record: EntryRecord): Entry {
  const entry = record as unknown as Entry;
  if (entry.kind !== 'call' || !entry.answer) return entry;
  const { answer } = entry;
  return { ...entry, answer: { ...answer, args: answer.args ?? [answer.reply] } };
}

/** A recording as the text of a file. */
export function printRecording(recording: Recording): string {
  return `${JSON.stringify({ ...recording, entries: recording.entries.map(toRecord) }, null, 2)}\n`;
}

/** The entries under ids that count up, in their order. */
export function renumber(entries: readonly Entry[], firstId = 0): Entry[] {
  const ids = entries.map(({ id }) => id);
  return entries.map((entry, index) => {
    const id = firstId + index;
    if (entry.kind !== 'call' || entry.answer?.after === undefined) return { ...entry, id };
    const after = Math.max(id, firstId + lastAtMost(ids, entry.answer.after));
    return { ...entry, id, answer: { ...entry.answer, after } };
  });
}

/** The place of the last number that is not above the limit, in an ascending list; -1 if all are. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
