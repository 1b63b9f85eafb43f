import { fromJson } from '@switchboard/contract';
import type { Entry } from '../entry.ts';
import { RecordSchema } from './record-schema.ts';
import type { Recording } from './recording.ts';

/**
 * Reads what `writeRecording` wrote as NDJSON or JSON. Throws an Error that says in which line, or at which entry, what
 * is wrong.
 */
export function readRecording(name: string, text: string): Recording {
  const records = isDocument(text) ? recordsOfDocument(text) : recordsOfLines(text);
  const clients = new Map<string, string>();
  const entries: Entry[] = [];
  for (const { place, value } of records) {
    const { client, ...entry } = readRecord(place, value);
    if (client !== undefined) clients.set(entry.clientId, client);
    entries.push({ ...entry, id: entries.length } as Entry);
  }
  if (entries.length === 0)
    throw new Error('There is nothing in it. Choose a file that the timeline exported.');
  return { name, entries, clients };
}

interface Placed {
  readonly place: string;
  readonly value: unknown;
}

/** Whether it is one JSON value over all lines, and not one a line. */
function isDocument(text: string): boolean {
  const start = text.trimStart();
  if (start.startsWith('[')) return true;
  return start.startsWith('{') && !isJson(start.split('\n', 1)[0] ?? '');
}

function* recordsOfLines(text: string): Iterable<Placed> {
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `Line ${index + 1}`;
    yield { place, value: parse(line, place) };
  }
}

function* recordsOfDocument(text: string): Iterable<Placed> {
  const document = parse(text, 'The file');
  const entries = Array.isArray(document) ? document : Reflect.get(document as object, 'entries');
  if (!Array.isArray(entries))
    throw new Error('The file has no list "entries". Choose one that the timeline exported.');
  for (const [index, value] of entries.entries()) yield { place: `Entry ${index + 1}`, value };
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readRecord(place: string, value: unknown): ReturnType<typeof RecordSchema.parse> {
  let record: unknown;
  try {
    record = fromJson(value);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  const result = RecordSchema.safeParse(record);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.');
  throw new Error(`${place} is no entry of a timeline: ${path ? `${path}: ` : ''}${issue?.message}`);
}
