import { fromJson } from '@switchboard/contract';
import type { z } from 'zod';
import { readJson } from '../lib/read-json.ts';
import { newId } from '../lib/storage.ts';
import { RECORDINGS } from '../texts/recordings.ts';
import type { Entry } from '../traffic/entry.ts';
import { renumber } from '../traffic/renumber.ts';
import { fromVersion2 } from './from-version-2.ts';
import { openEntry } from './opened-entries.ts';
import type { OpenRecording } from './opened-recording.ts';
import { fromRecord, RECORDING_FORMAT, RECORDING_VERSION, type Recording } from './recording.ts';
import { EntrySchema, HeaderSchema } from './recording-schema.ts';

/**
 * Reads a recording from the text of a file, NDJSON or JSON, under an id of its own. Throws an Error that says at which
 * entry what is wrong.
 */
export function parseRecording(text: string): Recording {
  if (text.trim() === '') throw new Error(RECORDINGS.emptyFile);
  return { ...checkRecording(parse(text)), id: newId() };
}

/** Checks what may be a recording, of version 2 too. Throws an Error that says at which entry what is wrong. */
export function checkRecording(value: unknown): Recording {
  const { format, version, entries, ...rest } = Object(value) as Record<string, unknown>;
  if (format !== RECORDING_FORMAT) throw new Error(RECORDINGS.notRecording(RECORDING_FORMAT));
  if (version !== RECORDING_VERSION && version !== 2)
    throw new Error(RECORDINGS.otherVersion(JSON.stringify(version), RECORDING_VERSION));
  if (!Array.isArray(entries)) throw new Error(RECORDINGS.noEntries);
  const header = check(HeaderSchema, rest, RECORDINGS.wholeFile);
  const clients = new Set(header.clients.map(({ id }) => id));
  const read = entries.map((entry, index) => readEntry(entry, RECORDINGS.entry(index + 1), clients));
  const told = { clients: header.clients, entries: read };
  const current = version === 2 ? fromVersion2(told) : told;
  return {
    format,
    version: RECORDING_VERSION,
    ...header,
    ...current,
    entries: renumber(current.entries),
  };
}

/** Reads a file for the timeline, its binary back as bytes. Throws an Error that says what is wrong. */
export function readRecording(name: string, text: string): OpenRecording {
  return openRecording({ ...parseRecording(text), name });
}

/** A recording for the timeline, its binary back as bytes. */
export function openRecording({ name, clients, entries }: Recording): OpenRecording {
  return {
    name,
    entries: entries.map(openEntry),
    clients: new Map(
      clients.map(({ id, name: called, settings }) => [
        id,
        { name: called, ...(settings && { recorded: settings }) },
      ]),
    ),
  };
}

/** The document: of NDJSON, whose first line is the recording without its entries, put together. */
function parse(text: string): unknown {
  const [first = '', ...lines] = text.trim().split('\n');
  const header = readJson(first);
  if (lines.length === 0 || !header.ok || Object(header.value) !== header.value)
    return parseJson(text, RECORDINGS.theFile);
  const entries = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseJson(line, RECORDINGS.line(index + 2))],
  );
  return { entries, ...(header.value as object) };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(RECORDINGS.notJson(place, (error as Error).message), { cause: error });
  }
}

function readEntry(value: unknown, place: string, clients: ReadonlySet<string>): Entry {
  try {
    fromJson(value);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  const entry = check(EntrySchema, value, place);
  if (!clients.has(entry.clientId)) throw new Error(RECORDINGS.unknownClient(place, entry.clientId));
  return fromRecord(entry);
}

function check<Output>(schema: z.ZodType<Output>, value: unknown, place: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(RECORDINGS.damaged(place, issue?.path.join('.') || 'its root', issue?.message));
}
